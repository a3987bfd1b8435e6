import type { Scene } from '../brownfield.ts';
import tomcat from '../stacks/tomcat.ts';

const { apt, build, start, except } = tomcat;

/** The stack's own application; HttpServlet knows no PATCH, so DELETE is the method that is new. */
function app(snippet: string, port: number, filter: string) {
  const files: Record<string, string> = tomcat.files(snippet, {
    port,
    dir: '',
    cache: '',
    upstream: '',
  });
  return {
    ...files,
    'webapp/files/a.json': '{}',
    'webapp/WEB-INF/web.xml': (files['webapp/WEB-INF/web.xml'] ?? '').replace(
      '<filter><filter-name>auth',
      `${filter}\n<filter><filter-name>auth`,
    ),
    'Data.java': (files['Data.java'] ?? '').replace(
      '  @Override\n  protected void doPut',
      `  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
    doGet(request, response);
  }
  @Override
  protected void doPut`,
    ),
  };
}

const token = { authorization: 'Bearer token' };

export default [
  {
    name: 'a CorsFilter with a list',
    apt,
    build,
    start,
    except,
    calls: {
      patch: {
        path: '/api/data',
        method: 'DELETE',
        headers: { ...token, 'x-request-id': '1' },
        status: 200,
      },
    },
    today: {
      calls: ['get', 'put', 'unauthorized', 'missing', 'crash', 'file'],
      credentials: true,
    },
    leftIn: 'still blocked',
    files: ({ snippet, old, origins }, { port }) =>
      app(
        snippet,
        port,
        old(`<filter><filter-name>CorsFilter</filter-name>
<filter-class>org.apache.catalina.filters.CorsFilter</filter-class>
<init-param><param-name>cors.allowed.origins</param-name><param-value>${origins.old || 'https://a.example'}</param-value></init-param>
<init-param><param-name>cors.allowed.methods</param-name><param-value>GET,POST,PUT</param-value></init-param>
<init-param><param-name>cors.allowed.headers</param-name><param-value>content-type,authorization,x-csrf-token</param-value></init-param>
<init-param><param-name>cors.exposed.headers</param-name><param-value>x-total-count</param-value></init-param>
<init-param><param-name>cors.support.credentials</param-name><param-value>true</param-value></init-param>
</filter>
<filter-mapping><filter-name>CorsFilter</filter-name><url-pattern>/*</url-pattern></filter-mapping>`),
      ),
  },
] satisfies Scene[];
