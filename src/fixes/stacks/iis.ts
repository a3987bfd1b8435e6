import { each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'iis',
  title: 'IIS (web.config)',
  language: 'xml',
  layer: 'proxy',

  place:
    'web.config of the site that serves the API: the `<cors>` element goes into the `<system.webServer>` you have. Needs the IIS CORS module.',
  existing: ['access-control-', '<cors', 'EnableCors'],
  leftIn:
    'A second `<cors>` section in the same file makes IIS return 500.19 for every request. Headers left in `<customHeaders>` or in the application are sent as well, and browsers reject two values.',
  onlyOnSuccess:
    'Headers set in the application do not reach the errors of IIS itself (401, 404, 413, 502).',
  docs: 'https://learn.microsoft.com/en-us/iis/extensions/cors-module/cors-module-configuration-reference',
  signs: [
    { header: 'server', value: /^Microsoft-IIS\b\S*/ },
    { header: 'x-powered-by', value: /^ASP\.NET$/ },
    { header: 'x-aspnet-version', value: /^\d\S*/ },
    { header: 'x-aspnetmvc-version', value: /^\d\S*/ },
  ],

  verified: null,
  limits: [
    'Do not also send CORS headers from the application.',
    'Without the module, web.config can send one fixed origin only and handles no preflight.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '<?xml version="1.0" encoding="utf-8"?>',
      '<configuration>',
      '  <system.webServer>',
      '    <!-- The module handles preflights before every other one, Windows authentication included.',
      '         No failUnlistedOrigins: it would refuse your own pages with 403 unless they are listed. -->',
      '    <cors enabled="true">',
      each(origins, (origin) =>
        lines(
          `      <add origin="${origin}" allowCredentials="${credentials}" maxAge="${maxAge}">`,
          headers.length > 0 && '        <allowHeaders allowAllRequestedHeaders="false">',
          headers.length > 0 && each(headers, (name) => `          <add header="${name}" />`),
          headers.length > 0 && '        </allowHeaders>',
          '        <allowMethods>',
          each(methods, (method) => `          <add method="${method}" />`),
          '        </allowMethods>',
          exposed.length > 0 && '        <exposeHeaders>',
          exposed.length > 0 && each(exposed, (name) => `          <add header="${name}" />`),
          exposed.length > 0 && '        </exposeHeaders>',
          '      </add>',
        ).trimEnd(),
      ),
      '    </cors>',
      '  </system.webServer>',
      '</configuration>',
    ),
} satisfies Stack as Stack;
