import type { Host } from '../host.ts';

export default {
  apt: ['libmojolicious-perl'],
  files: (snippet) => ({
    'app.pl': `
use Mojolicious::Lite;
app->log->level('fatal');
app->secrets(['x']);
${snippet}
group {
    under '/api' => sub {
        my $c = shift;
        return 1 if ($c->req->headers->authorization // '') eq 'Bearer token';
        $c->res->headers->header('X-Total-Count' => 0);
        $c->render(json => { error => 'who are you' }, status => 401);
        return undef;
    };
    any [qw(GET PUT)] => '/data' => sub {
        my $c = shift;
        $c->res->headers->header('X-Total-Count' => 42);
        $c->render(json => {});
    };
    get '/err' => sub { die 'crash' };
};
app->start;
`,
  }),
  start: ({ port }) => [
    ...['perl', 'app.pl', 'daemon', '-m', 'production'],
    ...['-l', `http://127.0.0.1:${port}`],
  ],
  version: ({ deb }) => `Mojolicious ${deb('libmojolicious-perl')}`,
} satisfies Host;
