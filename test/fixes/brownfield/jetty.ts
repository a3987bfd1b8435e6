import type { Scene } from '../brownfield.ts';
import jetty from '../stacks/jetty.ts';

const { apt, build, start, except } = jetty;

/** The stack's own application; HttpServlet knows no PATCH, so DELETE is the method that is new. */
function app(snippet: string, port: number, filter: string) {
  const files: Record<string, string> = jetty.files(snippet, {
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
    name: 'a CrossOriginFilter open to all',
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
      calls: ['unauthorized', 'missing', 'file'],
      credentials: true,
    },
    anyOrigin: true,
    leftIn: 'open',
    files: ({ snippet, old }, { port }) =>
      app(
        snippet,
        port,
        old(`<filter><filter-name>old</filter-name>
<filter-class>org.eclipse.jetty.servlets.CrossOriginFilter</filter-class>
<init-param><param-name>exposedHeaders</param-name><param-value>x-total-count</param-value></init-param>
</filter>
<filter-mapping><filter-name>old</filter-name><url-pattern>/*</url-pattern></filter-mapping>`),
      ),
  },
] satisfies Scene[];
