import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'ollama',
  title: 'Ollama',
  language: 'properties',
  layer: 'app',
  place:
    'The environment of `ollama serve`, then start it again. Linux: `Environment="…"` under `[Service]` in `systemctl edit ollama`; macOS: `launchctl setenv`; Windows: the user’s environment variables; Docker: `-e`.',
  existing: ['OLLAMA_ORIGINS'],
  leftIn:
    'Only one of two values takes effect: with an old `OLLAMA_ORIGINS=*`, every site can still use your models.',
  docs: 'https://docs.ollama.com/faq#how-can-i-allow-additional-web-origins-to-access-ollama',
  signs: [{ header: ':authority', value: /:11434$/ }],
  bodies: [/^Ollama is running$/],
  verified: null,
  limits: [
    'Ollama never sends `Access-Control-Allow-Credentials`: call it without `credentials: "include"`.',
    'Methods, request headers (Authorization, Content-Type and those of OpenAI’s clients) and exposed headers (none) cannot be set.',
    'Other origins get 403 without a body. Pages on localhost are always allowed.',
  ],
  render: ({ origins }) =>
    lines(
      '# No slash at the end. Schemes other than http and https need the * at the end, or Ollama does not start.',
      `OLLAMA_ORIGINS=${origins.map((origin) => (/^https?:/.test(origin) ? origin : `${origin}*`)).join(',')}`,
    ),
} satisfies Stack as Stack;
