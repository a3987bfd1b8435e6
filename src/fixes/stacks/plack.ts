import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'plack',
  title: 'Plack (also Dancer2, Catalyst)',
  language: 'pl',
  layer: 'app',
  place: 'app.psgi, the first lines inside `builder { ... }`; the application comes last.',
  docs: 'https://metacpan.org/pod/Plack::Middleware::CrossOrigin',
  signs: [
    { header: 'server', value: /^HTTP::Server::PSGI\b|^Starman\b|^Perl Dancer2\S*/ },
    { header: 'x-powered-by', value: /^Perl Dancer2\b\S*/ },
    { header: 'set-cookie', value: /^(?:plack_session|dancer\.session)(?==)/ },
  ],
  verified: 'Plack 1.0050 with CrossOrigin 0.014',
  limits: [],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '# cpanm Plack::Middleware::CrossOrigin',
      '# The outermost middleware: it answers the preflight before authentication.',
      "enable 'CrossOrigin',",
      `    origins => [${single(origins)}],`,
      `    methods => [${single(methods)}],`,
      `    headers => [${single(headers)}],`,
      exposed.length > 0 && `    expose_headers => [${single(exposed)}],`,
      credentials && '    credentials => 1,',
      `    max_age => ${maxAge},`,
      '    # Without it the middleware answers 403 to every other Origin, that of your own pages too.',
      '    continue_on_failure => 1;',
      '',
      '# A crash would be answered outside of all middleware, without headers.',
      'enable sub {',
      '    my $app = shift;',
      '    sub {',
      '        my $env = shift;',
      '        my $response = eval { $app->($env) };',
      '        return $response if $response;',
      '        warn $@;',
      "        return [500, ['Content-Type' => 'text/plain'], ['Internal Server Error']];",
      '    };',
      '};',
    ),
} satisfies Stack as Stack;
