import { comma, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'tomcat',
  title: 'Tomcat (servlets, JSP)',
  language: 'xml',
  layer: 'app',
  place:
    "WEB-INF/web.xml, above every other `<filter>` (or Tomcat's conf/web.xml, for every application). Tomcat 8.5.32, 9.0.9 and later.",
  existing: ['CorsFilter', 'cors.allowed.origins', 'Access-Control-'],
  leftIn:
    'With a second `CorsFilter` left in, both add their headers, and requests that both allow are still blocked; one with the same `<filter-name>` and the application does not start. A filter or servlet that sets the headers itself replaces these.',
  onlyOnSuccess:
    'The filter is declared below the one that authenticates, or is mapped to a part of the paths: 401 and 404 never reach it.',
  docs: 'https://tomcat.apache.org/tomcat-10.1-doc/config/filter.html#CORS_Filter',
  signs: [
    { header: 'server', value: /^Apache(?:-Coyote| Tomcat)\b\S*/ },
    // JSESSIONID is every servlet container's. Its error page is of no other: Spring Boot's own says
    // UTF-8 and the locale with its country.
    {
      header: 'content-language',
      value: /^[a-z]{2}$/,
      with: [{ header: 'content-type', value: /^text\/html;charset=utf-8$/ }],
    },
  ],
  bodies: [
    /<title>HTTP Status \d{3} . [\w ]+<\/title><style type="text\/css">body \{font-family:Tahoma/,
  ],
  verified: 'Tomcat 10.1.60',
  limits: [
    'Requests from other origins get 403.',
    'A `<security-constraint>` runs before every filter: set `allowCorsPreflight="filter"` on the authenticator\'s Valve.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) => {
    const param = (name: string, value: string) =>
      lines(
        '  <init-param>',
        `    <param-name>cors.${name}</param-name>`,
        `    <param-value>${value}</param-value>`,
        '  </init-param>',
      ).trimEnd();
    return lines(
      '<!-- The first filter: it handles the preflight before the filters that authenticate. -->',
      '<filter>',
      '  <filter-name>cors</filter-name>',
      '  <filter-class>org.apache.catalina.filters.CorsFilter</filter-class>',
      '  <async-supported>true</async-supported>',
      param('allowed.origins', origins.join(',')),
      '  <!-- Every method in use: the filter rejects others, not only in the preflight. -->',
      param('allowed.methods', comma(methods)),
      headers.length > 0 && param('allowed.headers', comma(headers)),
      exposed.length > 0 && param('exposed.headers', comma(exposed)),
      credentials && param('support.credentials', 'true'),
      param('preflight.maxage', String(maxAge)),
      '</filter>',
      '<filter-mapping>',
      '  <filter-name>cors</filter-name>',
      '  <url-pattern>/*</url-pattern>',
      '</filter-mapping>',
    );
  },
} satisfies Stack as Stack;
