import type { Scene } from '../brownfield.ts';
import springMvc from '../stacks/spring-mvc.ts';

const { apt, build, start, except } = springMvc;

/** The stack's own application, with an authentication that lets preflights pass, and PATCH and a file. */
function app(snippet: string, port: number, { mapping = '', filter = '' }) {
  const files = springMvc.files(snippet, { port, dir: '', cache: '', upstream: '' });
  const { 'App.java': application = '', 'Auth.java': auth = '' } = files;
  return {
    ...files,
    'Auth.java': auth.replace(
      'if (',
      'if ("OPTIONS".equals(((HttpServletRequest) request).getMethod()) || ',
    ),
    'App.java': application
      .replace(
        'context.addFilter("auth"',
        `${filter && 'context.addFilter("old", new OldFilter()).addMappingForUrlPatterns(null, false, "/*");'}
    context.addFilter("auth"`,
      )
      .replace(
        'spring.registerSingleton("/api/err"',
        `spring.registerSingleton("/files/a.json", Data.class);
    ${mapping && 'spring.registerSingleton("mapping", OldMapping.class);'}
    spring.registerSingleton("/api/err"`,
      )
      .replace(
        'public static class Data',
        `${mapping}${filter}
  public static class Data`,
      ),
  };
}

export default [
  {
    name: 'a mapping’s CORS configuration with a list, as addCorsMappings and @CrossOrigin make it',
    apt,
    build,
    start,
    except,
    today: { calls: ['get', 'put', 'crash', 'file'], credentials: true },
    leftIn: 'works',
    files: ({ snippet, old, origins }, { port }) =>
      app(snippet, port, {
        mapping: old(`
  public static class OldMapping extends org.springframework.web.servlet.handler.BeanNameUrlHandlerMapping {
    public OldMapping() {
      org.springframework.web.cors.CorsConfiguration old = new org.springframework.web.cors.CorsConfiguration();
      old.addAllowedOrigin("${origins.old}");
      for (String method : "GET POST PUT DELETE".split(" ")) old.addAllowedMethod(method);
      for (String name : "content-type authorization x-csrf-token".split(" ")) old.addAllowedHeader(name);
      old.addExposedHeader("x-total-count");
      old.setAllowCredentials(true);
      setCorsConfigurations(java.util.Collections.singletonMap("/**", old));
    }
  }
`),
      }),
  },
  {
    name: 'a filter of its own that sends the asterisk',
    apt,
    build,
    start,
    except,
    today: { calls: ['unauthorized', 'missing', 'crash', 'file'], credentials: false },
    anyOrigin: true,
    calls: { crash: { path: '/other/err', status: 500 } },
    leftIn: 'still blocked',
    files: ({ snippet, old }, { port }) => {
      const files = app(snippet, port, {
        filter: old(`
  public static class OldFilter implements Filter {
    public void init(FilterConfig config) {}
    public void destroy() {}
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      ((HttpServletResponse) response).setHeader("Access-Control-Allow-Origin", "*");
      chain.doFilter(request, response);
    }
  }
`),
      });
      return {
        ...files,
        'App.java': files['App.java'].replace(
          'spring.registerSingleton("/api/err"',
          'spring.registerSingleton("/other/err", Err.class);\n    spring.registerSingleton("/api/err"',
        ),
      };
    },
  },
] satisfies Scene[];
