import type { Scene } from '../brownfield.ts';
import mojolicious from '../stacks/mojolicious.ts';

const { apt, start } = mojolicious;

/** The stack's own application, with PATCH and a file, and code of its own below the snippet. */
const app = (snippet: string, hook: string) => ({
  'public/files/a.json': '{}',
  'app.pl': mojolicious
    .files(snippet)
    ['app.pl'].replace('group {', `${hook}\ngroup {`)
    .replace('[qw(GET PUT)]', '[qw(GET PUT PATCH)]'),
});

export default [
  {
    name: 'any origin with credentials, in before_dispatch and after_dispatch',
    apt,
    start,
    today: { calls: ['unauthorized', 'missing', 'crash', 'file', 'get'], credentials: true },
    anyOrigin: true,
    calls: {
      get: { path: '/open/data', status: 200 },
      crash: { path: '/open/err', status: 500 },
    },
    leftIn: 'works',
    files: ({ snippet, old }) =>
      app(
        snippet,
        `${old(`app->hook(before_dispatch => sub {
    my $c = shift;
    $c->res->headers->header('Access-Control-Allow-Origin' => $c->req->headers->origin // '*');
});`)}
${old(`app->hook(after_dispatch => sub {
    my $c = shift;
    $c->res->headers->header('Access-Control-Allow-Credentials' => 'true');
});`)}
get '/open/data' => sub {
    my $c = shift;
    $c->res->headers->header('X-Total-Count' => 42);
    $c->render(json => {});
};
get '/open/err' => sub { die 'crash' };`,
      ),
  },
] satisfies Scene[];
