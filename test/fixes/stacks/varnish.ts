import type { Host } from '../host.ts';

export default {
  apt: ['varnish'],
  proxy: true,
  files: (snippet, { dir, upstream }) => ({
    'cors.vcl': snippet,
    'default.vcl': `
vcl 4.1;
backend default {
    .host = "127.0.0.1";
    .port = "${new URL(upstream).port}";
}
${snippet ? `include "${dir}/cors.vcl";` : ''}
sub vcl_recv {
    if (req.url !~ "^/api/") {
        return (synth(404));
    }
}
`,
  }),
  start: ({ dir, port }) => [
    ...['varnishd', '-F', '-n', `${dir}/work`, '-f', `${dir}/default.vcl`],
    ...['-a', `127.0.0.1:${port}`, '-s', 'malloc,16m', '-T', 'none'],
  ],
  version: ({ deb }) => `Varnish ${deb('varnish')}`,
} satisfies Host;
