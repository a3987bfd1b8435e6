import type { Host } from '../host.ts';

const jars = ['tomcat10-embed-core', 'tomcat10-embed-el', 'tomcat10-embed-jasper']
  .map((name) => `/usr/share/java/${name}.jar`)
  .join(':');

/** A web application: the servlets and the filter that authenticates, of `javax` or `jakarta`. */
export function webapp(namespace: 'javax' | 'jakarta', snippet: string): Record<string, string> {
  return {
    'webapp/WEB-INF/web.xml': `<?xml version="1.0" encoding="UTF-8"?>
${
  namespace === 'jakarta'
    ? '<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">'
    : '<web-app xmlns="http://xmlns.jcp.org/xml/ns/javaee" version="4.0" metadata-complete="true">'
}
${snippet}
<filter><filter-name>auth</filter-name><filter-class>Auth</filter-class></filter>
<filter-mapping><filter-name>auth</filter-name><url-pattern>/api/*</url-pattern></filter-mapping>
<servlet><servlet-name>data</servlet-name><servlet-class>Data</servlet-class></servlet>
<servlet-mapping><servlet-name>data</servlet-name><url-pattern>/api/data</url-pattern></servlet-mapping>
<servlet><servlet-name>err</servlet-name><servlet-class>Err</servlet-class></servlet>
<servlet-mapping><servlet-name>err</servlet-name><url-pattern>/api/err</url-pattern></servlet-mapping>
</web-app>
`,
    'Auth.java': `
import java.io.IOException;
import ${namespace}.servlet.*;
import ${namespace}.servlet.http.*;

public class Auth implements Filter {
  public void init(FilterConfig config) {}
  public void destroy() {}
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if ("Bearer token".equals(((HttpServletRequest) request).getHeader("Authorization"))) {
      chain.doFilter(request, response);
      return;
    }
    ((HttpServletResponse) response).setHeader("X-Total-Count", "0");
    ((HttpServletResponse) response).sendError(401, "who are you");
  }
}
`,
    'Data.java': `
import java.io.IOException;
import ${namespace}.servlet.http.*;

public class Data extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("X-Total-Count", "42");
    response.getWriter().print("{}");
  }
  @Override
  protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
    doGet(request, response);
  }
}
`,
    'Err.java': `
import ${namespace}.servlet.http.*;

public class Err extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    throw new IllegalStateException("crash");
  }
}
`,
  };
}

/** A JVM that starts as fast as it can. */
export const java = ['java', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto'];

export default {
  apt: ['openjdk-17-jdk-headless', 'libtomcat10-embed-java'],
  except: { refusesOtherOrigins: true },
  files: (snippet, { port }) => ({
    ...webapp('jakarta', snippet),
    'Main.java': `
import org.apache.catalina.startup.Tomcat;

public class Main {
  public static void main(String[] args) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(args[0]);
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(${port});
    tomcat.getConnector();
    tomcat.addWebapp("", args[0] + "/webapp");
    tomcat.start();
    tomcat.getServer().await();
  }
}
`,
  }),
  // Beside the server and not in WEB-INF/classes: one run of the compiler is enough.
  build: () => [['javac', '-cp', jars, 'Main.java', 'Auth.java', 'Data.java', 'Err.java']],
  start: ({ dir }) => [...java, '-cp', `${jars}:.`, 'Main', dir],
  version: ({ deb }) => `Tomcat ${deb('libtomcat10-embed-java')}`,
} satisfies Host;
