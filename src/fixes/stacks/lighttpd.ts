import { alternation, comma, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'lighttpd',
  title: 'lighttpd',
  language: 'conf',
  layer: 'proxy',
  place:
    'At the end of lighttpd.conf. Then put `"mod_setenv", "mod_redirect"` at the start of the `server.modules` list, in this order.',
  existing: ['Access-Control-', '$REQUEST_HEADER["Origin"]', '== "OPTIONS"', '=~ "OPTIONS"'],
  leftIn:
    'An old `setenv.set-response-header` with these headers at the top level makes lighttpd refuse the config: it does not start. With old `setenv.add-response-header` lines the config still works.',
  docs: 'https://redmine.lighttpd.net/projects/lighttpd/wiki/Mod_setenv',
  signs: [{ header: 'server', value: /^lighttpd\b\S*/ }],
  strip: 'In lighttpd, `setenv.set-response-header` replaces the header the application sends.',
  verified: 'lighttpd 1.4.69',
  limits: [
    'Of several matching blocks with a `setenv.set-response-header`, only the last counts: repeat lines of yours (`$HTTP["url"] … { }`) in the origin blocks here.',
    'Responses from a block with a `setenv.add-response-header` of its own lose `Vary: Origin`: repeat it there.',
    'Preflight responses have a `Location` header, which browsers ignore.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '# server.modules must start with "mod_setenv", "mod_redirect": what comes before them gets the preflight,',
      '# and mod_redirect before mod_setenv sends it without these headers.',
      '',
      '# For every origin: a cache must not serve one origin the response to another.',
      'setenv.add-response-header += ( "Vary" => "Origin" )',
      "# Only origins listed here get CORS headers. An empty value removes the application's: add CORS",
      '# headers in one place only.',
      `$REQUEST_HEADER["Origin"] !~ "^(${alternation(origins)})$" {`,
      '  setenv.set-response-header += (',
      '    "Access-Control-Allow-Origin" => "",',
      '    "Access-Control-Allow-Credentials" => "",',
      '    "Access-Control-Expose-Headers" => ""',
      '  )',
      '}',
      '# One block per origin: a value cannot hold the origin that matched.',
      each(origins, (origin) =>
        lines(
          `$REQUEST_HEADER["Origin"] == "${origin}" {`,
          '  setenv.set-response-header += (',
          `    "Access-Control-Allow-Origin" => "${origin}",`,
          `    "Access-Control-Allow-Credentials" => "${credentials ? 'true' : ''}",`,
          `    "Access-Control-Expose-Headers" => "${comma(exposed)}",`,
          `    "Access-Control-Allow-Methods" => "${comma(methods)}",`,
          `    "Access-Control-Allow-Headers" => "${comma(headers)}",`,
          `    "Access-Control-Max-Age" => "${maxAge}"`,
          '  )',
          '}',
        ).trimEnd(),
      ),
      '# Preflights end here, before authentication and the application.',
      `$REQUEST_HEADER["Origin"] =~ "^(${alternation(origins)})$" {`,
      '  $REQUEST_HEADER["Access-Control-Request-Method"] != "" {',
      '    $HTTP["request-method"] == "OPTIONS" {',
      '      url.redirect = ( "" => "/" )',
      '      url.redirect-code = 204',
      '    }',
      '  }',
      '}',
    ),
} satisfies Stack as Stack;
