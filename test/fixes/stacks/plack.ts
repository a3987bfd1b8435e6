import type { Host } from '../host.ts';

export default {
  apt: ['libplack-perl', 'libplack-middleware-crossorigin-perl'],
  files: (snippet) => ({
    'app.psgi': `
use strict;
use warnings;
use Plack::Builder;

my $api = sub {
    my $env = shift;
    die 'crash' if $env->{PATH_INFO} eq '/api/err';
    return [200, ['Content-Type' => 'application/json', 'X-Total-Count' => 42], ['{}']]
        if $env->{PATH_INFO} eq '/api/data';
    return [404, ['Content-Type' => 'text/plain'], ['Not Found']];
};

builder {
${snippet}
    enable_if { $_[0]{PATH_INFO} =~ m{^/api/} } sub {
        my $app = shift;
        sub {
            my $env = shift;
            return $app->($env) if ($env->{HTTP_AUTHORIZATION} // '') eq 'Bearer token';
            return [401, ['Content-Type' => 'text/plain', 'X-Total-Count' => 0], ['who are you']];
        };
    };
    $api;
};
`,
  }),
  start: ({ port }) => [
    ...['plackup', '-E', 'production', '--host', '127.0.0.1'],
    ...['-p', String(port), 'app.psgi'],
  ],
  version: ({ deb }) =>
    `Plack ${deb('libplack-perl')} with CrossOrigin ${deb('libplack-middleware-crossorigin-perl')}`,
} satisfies Host;
