import type { Scene } from '../brownfield.ts';
import plack from '../stacks/plack.ts';

const { apt, start } = plack;

/** The stack's own application, with a file, and code of its own around it. */
const app = (snippet: string, enable: string, headers = '') => ({
  'files/a.json': '{}',
  'app.psgi': plack
    .files(snippet)
    ['app.psgi'].replace('enable_if {', `${enable}\n    enable_if {`)
    .replace("'X-Total-Count' => 42", `'X-Total-Count' => 42${headers}`)
    .replace(
      '    $api;\n',
      "    mount '/files' => builder { enable 'Static', path => sub { 1 }, root => 'files'; sub { [404, [], []] } };\n    mount '/' => $api;\n",
    )
    .replaceAll('$env->{PATH_INFO}', '$env->{REQUEST_URI}')
    .replaceAll('{PATH_INFO}', '{REQUEST_URI}'),
});

export default [
  {
    name: 'CrossOrigin with a list',
    apt,
    start,
    // A crash becomes a response outside of it.
    today: { calls: ['get', 'put', 'unauthorized', 'missing', 'file'], credentials: true },
    leftIn: 'works',
    files: ({ snippet, old, origins }) =>
      app(
        snippet,
        old(`enable 'CrossOrigin', origins => ['${origins.old}'], methods => [qw(GET POST PUT DELETE)],
        headers => [qw(content-type authorization x-csrf-token)], expose_headers => ['x-total-count'],
        credentials => 1, continue_on_failure => 1;`),
      ),
  },
  {
    name: 'the asterisk, set by the application',
    apt,
    start,
    today: { calls: [], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }) => app(snippet, '', old(", 'Access-Control-Allow-Origin' => '*'")),
  },
] satisfies Scene[];
