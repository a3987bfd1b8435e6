import type { Config, Scene } from '../brownfield.ts';
import type { Run } from '../host.ts';

const apt = ['varnish'];
const start = ({ dir, port }: Run) => [
  ...['varnishd', '-F', '-n', `${dir}/work`, '-f', `${dir}/default.vcl`],
  ...['-a', `127.0.0.1:${port}`, '-s', 'malloc,16m', '-T', 'none'],
];

/** A VCL that authenticates, has a file and an error page of its own, and a `vcl_deliver` that returns. */
const vcl = (
  { snippet }: Config,
  { dir, upstream }: Run,
  { recv = '', deliver = '', synth = '' },
) => ({
  'cors.vcl': snippet,
  'default.vcl': `
vcl 4.1;
backend default {
    .host = "127.0.0.1";
    .port = "${new URL(upstream).port}";
}
${snippet ? `include "${dir}/cors.vcl";` : ''}
sub vcl_recv {
    ${recv}
    if (req.url == "/files/a.json") {
        return (synth(200, "File"));
    }
    if (req.url !~ "^/api/") {
        return (synth(404));
    }
    if (req.http.Authorization != "Bearer token") {
        return (synth(401));
    }
}
sub vcl_backend_response {
    set beresp.uncacheable = true;
}
sub vcl_deliver {
    ${deliver}
    set resp.http.X-Cache = "none";
    return (deliver);
}
sub vcl_synth {
    ${synth}
    set resp.http.Content-Type = "application/json";
    synthetic("{}");
    return (deliver);
}
`,
});

export default [
  {
    name: 'one origin in vcl_deliver, OPTIONS by hand, errors without headers',
    apt,
    start,
    today: { calls: ['get', 'put', 'crash'], credentials: true },
    leftIn: 'still blocked',
    files: (config, run) =>
      vcl(config, run, {
        recv: config.old(`if (req.method == "OPTIONS") {
        return (synth(204, "Options"));
    }`),
        deliver: config.old(`set resp.http.Access-Control-Allow-Origin = "${config.origins.old}";
    set resp.http.Access-Control-Allow-Credentials = "true";
    set resp.http.Access-Control-Expose-Headers = "X-Total-Count";`),
        synth: config.old(`if (resp.status == 204) {
        set resp.http.Access-Control-Allow-Origin = "${config.origins.old}";
        set resp.http.Access-Control-Allow-Credentials = "true";
        set resp.http.Access-Control-Allow-Methods = "GET, POST, PUT, DELETE";
        set resp.http.Access-Control-Allow-Headers = "authorization, content-type, x-csrf-token";
        return (deliver);
    }`),
      }),
  },
  {
    name: 'any origin sent back with credentials',
    apt,
    start,
    today: { calls: ['unauthorized', 'missing', 'file'], credentials: true },
    anyOrigin: true,
    leftIn: 'open',
    files: (config, run) => {
      const any = config.old(`set resp.http.Access-Control-Allow-Origin = req.http.Origin;
    set resp.http.Access-Control-Allow-Credentials = "true";`);
      return vcl(config, run, { deliver: any, synth: any });
    },
  },
] satisfies Scene[];
