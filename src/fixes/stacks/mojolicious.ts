import { comma, lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'mojolicious',
  title: 'Mojolicious',
  language: 'pl',
  layer: 'app',
  place:
    'Above every hook and route of a Mojolicious::Lite script. In a full application: the first lines of `startup`, with `$self` instead of `app`.',
  existing: ['Access-Control-', "'CORS'", '"CORS"', 'SecureCORS'],
  leftIn:
    'The config still works with an old one left in: CORS headers that other hooks, plugins and routes set are dropped.',
  onlyOnSuccess:
    'The headers are set in actions or below the `under` that authenticates: 401, 404 and 500 never pass there.',
  docs: 'https://docs.mojolicious.org/Mojolicious#HOOKS',
  signs: [
    { header: 'server', value: /^Mojolicious\b.*/ },
    { header: 'set-cookie', value: /^mojolicious(?==)/ },
  ],
  bodies: [/<!-- Request ID: \S+ -->/],
  verified: 'Mojolicious 9.31',
  limits: [],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '# after_dispatch hooks run in reverse order, so this one runs last: on 401, 404, 500 and static files',
      '# too.',
      'app->hook(after_dispatch => sub {',
      '    my ($c) = @_;',
      `    my %allowed_origins = map { $_ => 1 } (${single(origins)});`,
      '    my $headers = $c->res->headers;',
      '    # What an older config set.',
      '    $headers->remove($_) for grep { /^access-control-/i } @{ $headers->names };',
      "    $headers->append(Vary => 'Origin') unless ($headers->vary // '') =~ /\\borigin\\b/i;",
      "    my $origin = $c->req->headers->header('Origin') // '';",
      '    return unless $allowed_origins{$origin};',
      '',
      "    $headers->header('Access-Control-Allow-Origin' => $origin);",
      credentials && "    $headers->header('Access-Control-Allow-Credentials' => 'true');",
      exposed.length > 0 &&
        `    $headers->header('Access-Control-Expose-Headers' => '${comma(exposed)}');`,
      "    return unless $c->req->method eq 'OPTIONS';",
      '',
      `    $headers->header('Access-Control-Allow-Methods' => '${comma(methods)}');`,
      headers.length > 0 &&
        `    $headers->header('Access-Control-Allow-Headers' => '${comma(headers)}');`,
      `    $headers->header('Access-Control-Max-Age' => ${maxAge});`,
      '});',
      '',
      '# A preflight carries no credentials: it ends here, before hooks and before the "under" that authenticates.',
      'app->hook(around_dispatch => sub {',
      '    my ($next, $c) = @_;',
      "    my $requested = $c->req->headers->header('Access-Control-Request-Method');",
      "    return $next->() unless $c->req->method eq 'OPTIONS' && defined $requested;",
      "    $c->render(data => '', status => 204);",
      '});',
    ),
} satisfies Stack as Stack;
