import { comma, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'jetty',
  title: 'Jetty',
  language: 'xml',
  layer: 'app',
  place:
    'WEB-INF/web.xml, above every other `<filter>`, with the jetty-servlets library. Jetty 9 to 11; in Jetty 12 both classes are in org.eclipse.jetty.ee10.servlets.',
  existing: ['CrossOriginFilter', 'CrossOriginHandler', 'allowedOrigins', 'Access-Control-'],
  leftIn:
    'The old one decides: a second `CrossOriginFilter`, or code that sets the headers itself, replaces what this one sent. Where that allows any origin, with credentials too, it still does.',
  onlyOnSuccess:
    'The filter is declared below the one that authenticates, or is mapped to a part of the paths: 401 and 404 never reach it.',
  docs: 'https://eclipse.dev/jetty/documentation/jetty-9/index.html#cross-origin-filter',
  signs: [{ header: 'server', value: /^Jetty\([^)]*\)/ }],
  bodies: [/<h2>HTTP ERROR \d{3} [\w ]+<\/h2>\s*<table>\s*<tr><th>URI:/],
  verified: 'Jetty 9.4.57',
  limits: [
    'Jetty’s own error pages lose `Vary: Origin`; it marks them no-store, so no cache keeps them.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) => {
    const param = (name: string, value: string) =>
      lines(
        '  <init-param>',
        `    <param-name>${name}</param-name>`,
        `    <param-value>${value}</param-value>`,
        '  </init-param>',
      ).trimEnd();
    return lines(
      '<!-- The first filter, so that errors of other filters have its headers too. -->',
      '<filter>',
      '  <filter-name>cors</filter-name>',
      '  <filter-class>org.eclipse.jetty.servlets.CrossOriginFilter</filter-class>',
      '  <async-supported>true</async-supported>',
      param('allowedOrigins', origins.join(',')),
      param('allowedMethods', comma(methods)),
      headers.length > 0 && param('allowedHeaders', comma(headers)),
      exposed.length > 0 && param('exposedHeaders', comma(exposed)),
      '  <!-- Always set: the default is true. -->',
      param('allowCredentials', String(credentials)),
      param('preflightMaxAge', String(maxAge)),
      '  <!-- By default the preflight is passed on to the application, which rejects it. -->',
      param('chainPreflight', 'false'),
      '</filter>',
      '<filter-mapping>',
      '  <filter-name>cors</filter-name>',
      '  <url-pattern>/*</url-pattern>',
      '</filter-mapping>',
      '',
      '<!-- CrossOriginFilter sends Vary to allowed origins only; caches need it on every response. -->',
      '<filter>',
      '  <filter-name>vary-origin</filter-name>',
      '  <filter-class>org.eclipse.jetty.servlets.HeaderFilter</filter-class>',
      '  <async-supported>true</async-supported>',
      param('headerConfig', 'add Vary: Origin'),
      '</filter>',
      '<filter-mapping>',
      '  <filter-name>vary-origin</filter-name>',
      '  <url-pattern>/*</url-pattern>',
      '</filter-mapping>',
    );
  },
} satisfies Stack as Stack;
