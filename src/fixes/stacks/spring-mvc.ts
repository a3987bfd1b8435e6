import { double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'spring-mvc',
  title: 'Spring MVC without Boot',
  language: 'java',
  layer: 'app',
  place:
    'CorsInitializer.java, in any package of the application; the servlet container finds it. Spring 4.2 and later; from Spring 6 on, replace javax.servlet with jakarta.servlet.',
  existing: [
    '@CrossOrigin',
    'addCorsMappings',
    'mvc:cors',
    'CorsConfiguration',
    'CorsFilter',
    'Access-Control-',
  ],
  leftIn:
    'The config still works with `@CrossOrigin`, `addCorsMappings` or `<mvc:cors>` left in: this filter runs first, and Spring adds nothing to a response that has the headers. A filter of your own that sets them replaces these: with `*`, requests with credentials are still blocked.',
  onlyOnSuccess:
    '`@CrossOrigin` and `addCorsMappings` only apply to mapped handlers, and filters run before them: 401 and 404 lack the headers.',
  docs: 'https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html#mvc-cors-filter',
  // JSESSIONID is every servlet container's.
  signs: [],
  bodies: [/^Invalid CORS request$/],
  verified: 'Spring MVC 4.3.30',
  limits: [
    'Requests from other origins get 403 `Invalid CORS request`.',
    'Spring 4 omits `Vary: Origin` on responses to requests without an `Origin`.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'import java.util.Arrays;',
      'import javax.servlet.FilterRegistration;',
      'import javax.servlet.ServletContext;',
      'import org.springframework.core.Ordered;',
      'import org.springframework.core.annotation.Order;',
      'import org.springframework.web.WebApplicationInitializer;',
      'import org.springframework.web.cors.CorsConfiguration;',
      'import org.springframework.web.cors.UrlBasedCorsConfigurationSource;',
      'import org.springframework.web.filter.CorsFilter;',
      '',
      '// A filter, not addCorsMappings or @CrossOrigin: those only apply to paths with a handler, and run',
      '// after the filters that authenticate.',
      '@Order(Ordered.HIGHEST_PRECEDENCE)',
      'public class CorsInitializer implements WebApplicationInitializer {',
      '    @Override',
      '    public void onStartup(ServletContext servletContext) {',
      '        CorsConfiguration policy = new CorsConfiguration();',
      `        policy.setAllowedOrigins(Arrays.asList(${double(origins)}));`,
      `        policy.setAllowedMethods(Arrays.asList(${double(methods)}));`,
      headers.length > 0 && `        policy.setAllowedHeaders(Arrays.asList(${double(headers)}));`,
      exposed.length > 0 && `        policy.setExposedHeaders(Arrays.asList(${double(exposed)}));`,
      credentials && '        policy.setAllowCredentials(true);',
      `        policy.setMaxAge(${maxAge}L);`,
      '',
      '        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();',
      '        source.registerCorsConfiguration("/**", policy);',
      '        FilterRegistration.Dynamic cors = servletContext.addFilter("cors", new CorsFilter(source));',
      '        cors.setAsyncSupported(true);',
      '        // false: before the filters that are declared elsewhere.',
      '        cors.addMappingForUrlPatterns(null, false, "/*");',
      '    }',
      '}',
    ),
} satisfies Stack as Stack;
