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
    'A variable that is set twice has one of its two values: with an old `OLLAMA_ORIGINS=*`, every site may use your models.',
  docs: 'https://docs.ollama.com/faq#how-can-i-allow-additional-web-origins-to-access-ollama',
  signs: [{ header: ':authority', value: /:11434$/ }],
  bodies: [/^Ollama is running$/],
  verified: null,
  limits: [
    'Ollama allows no credentials: call it without `credentials: "include"`.',
    'Methods and request headers are its own choice: Authorization, Content-Type and what OpenAI’s clients send; no response header can be exposed.',
    'Any other origin gets 403 without a body; pages on localhost are always allowed.',
  ],
  render: ({ origins }) =>
    lines(
      '# No slash at the end. Ollama refuses to start with a scheme it does not know, unless there is a *.',
      `OLLAMA_ORIGINS=${origins.map((origin) => (/^https?:/.test(origin) ? origin : `${origin}*`)).join(',')}`,
    ),
} satisfies Stack as Stack;
