import { each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'iis',
  title: 'IIS (web.config)',
  language: 'xml',
  layer: 'proxy',

  place: 'web.config of the site that serves the API. Needs the IIS CORS module.',
  docs: 'https://learn.microsoft.com/en-us/iis/extensions/cors-module/cors-module-configuration-reference',
  signs: [
    { header: 'server', value: /^Microsoft-IIS\b\S*/ },
    { header: 'x-powered-by', value: /^ASP\.NET$/ },
    { header: 'x-aspnet-version', value: /^\d\S*/ },
    { header: 'x-aspnetmvc-version', value: /^\d\S*/ },
  ],

  verified: null,
  limits: [
    'An application that adds CORS headers too must stop: only one layer may.',
    'Without the module web.config can send one fixed origin only, and answers no preflight.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '<?xml version="1.0" encoding="utf-8"?>',
      '<configuration>',
      '  <system.webServer>',
      '    <!-- The module answers preflights before every other one, Windows authentication included.',
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
