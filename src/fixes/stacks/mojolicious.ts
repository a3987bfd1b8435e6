import { comma, lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'mojolicious',
  title: 'Mojolicious',
  language: 'pl',
  layer: 'app',
  place:
    'Above the routes of a Mojolicious::Lite script. In a full application: at the top of `startup`, with `$self` instead of `app`.',
  docs: 'https://docs.mojolicious.org/Mojolicious#before_dispatch',
  signs: [
    { header: 'server', value: /^Mojolicious\b.*/ },
    { header: 'set-cookie', value: /^mojolicious(?==)/ },
  ],
  bodies: [/<!-- Request ID: \S+ -->/],
  verified: 'Mojolicious 9.31',
  limits: [],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '# Before dispatch: ahead of static files, of every route and of the "under" that authenticates.',
      '# Headers set here stay on 401, 404 and the 500 of a crash.',
      `my %allowed_origins = map { $_ => 1 } (${single(origins)});`,
      'app->hook(before_dispatch => sub {',
      '    my ($c) = @_;',
      '    my $headers = $c->res->headers;',
      "    $headers->append(Vary => 'Origin');",
      "    my $origin = $c->req->headers->header('Origin') // '';",
      '    return unless $allowed_origins{$origin};',
      '',
      "    $headers->header('Access-Control-Allow-Origin' => $origin);",
      credentials && "    $headers->header('Access-Control-Allow-Credentials' => 'true');",
      exposed.length > 0 &&
        `    $headers->header('Access-Control-Expose-Headers' => '${comma(exposed)}');`,
      "    my $asked = $c->req->headers->header('Access-Control-Request-Method');",
      "    return unless $c->req->method eq 'OPTIONS' && defined $asked;",
      '',
      `    $headers->header('Access-Control-Allow-Methods' => '${comma(methods)}');`,
      headers.length > 0 &&
        `    $headers->header('Access-Control-Allow-Headers' => '${comma(headers)}');`,
      `    $headers->header('Access-Control-Max-Age' => ${maxAge});`,
      "    $c->render(data => '', status => 204);",
      '});',
    ),
} satisfies Stack as Stack;
