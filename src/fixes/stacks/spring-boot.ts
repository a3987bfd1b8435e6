import { double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'spring-boot',
  title: 'Spring Boot (also with Spring Security)',
  language: 'java',
  layer: 'app',

  place: 'A class CorsSettings.java in the package of your application class.',
  existing: [
    '@CrossOrigin',
    'addCorsMappings',
    'CorsConfiguration',
    'CorsFilter',
    '.cors(',
    'management.endpoints.web.cors',
    'Access-Control-',
  ],
  leftIn:
    'The config still works with `@CrossOrigin`, `addCorsMappings` or `http.cors()` left in: this filter runs first, and Spring adds nothing to a response that has the headers. A filter of your own that sets them replaces these: with `*`, requests with credentials are still blocked, and ordered before this one it may still allow any origin.',
  onlyOnSuccess:
    '`@CrossOrigin` and `addCorsMappings` only apply to mapped handlers, and Spring Security runs before them: 401, 403 and 404 lack the headers.',
  docs: 'https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html',
  builtOn: 'tomcat',
  signs: [
    { header: 'x-application-context', value: /^\S+/ },
    { header: 'content-type', value: /^application\/vnd\.spring-boot\.[\w.+-]+/ },
    { header: 'set-cookie', value: /^XSRF-TOKEN(?==[0-9a-f]{8}-[0-9a-f]{4}-)/ },
    // Spring Security's defaults, in its order.
    {
      header: 'cache-control',
      value: /^no-cache, no-store, max-age=0, must-revalidate$/,
      with: [{ header: 'expires', value: /^0$/ }],
    },
    // Spring says it of every response, others of preflights, which set no cookie.
    {
      header: 'vary',
      value: /\bAccess-Control-Request-Method\b/i,
      with: [{ header: 'set-cookie', value: /^(?:XSRF-TOKEN|JSESSIONID)=(?!eyJ)/ }],
    },
  ],
  bodies: [/^\{"timestamp":"?[^,]+,"status":\d{3},"error":/, /^Invalid CORS request$/],
  verified: null,
  limits: ['Requests from other origins get 403 `Invalid CORS request`.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// Spring Boot 3 and 4 on the servlet stack; on WebFlux the filter is CorsWebFilter.',
      'import java.util.List;',
      'import org.springframework.boot.web.servlet.FilterRegistrationBean;',
      'import org.springframework.context.annotation.Bean;',
      'import org.springframework.context.annotation.Configuration;',
      'import org.springframework.core.Ordered;',
      'import org.springframework.web.cors.CorsConfiguration;',
      'import org.springframework.web.cors.UrlBasedCorsConfigurationSource;',
      'import org.springframework.web.filter.CorsFilter;',
      '',
      '@Configuration',
      'public class CorsSettings {',
      '',
      '    // A filter, not addCorsMappings or @CrossOrigin: those only apply to mapped handlers, so 404 would',
      '    // lack the headers. Before every other filter: Spring Security would reject the preflight, which',
      '    // carries no credentials, with 401 or 403. Not named corsFilter, which Spring Security expects to',
      '    // be a CorsFilter.',
      '    @Bean',
      '    FilterRegistrationBean<CorsFilter> corsPolicy() {',
      '        CorsConfiguration policy = new CorsConfiguration();',
      `        policy.setAllowedOrigins(List.of(${double(origins)}));`,
      `        policy.setAllowedMethods(List.of(${double(methods)}));`,
      `        policy.setAllowedHeaders(List.of(${double(headers)}));`,
      exposed.length > 0 && `        policy.setExposedHeaders(List.of(${double(exposed)}));`,
      credentials && '        policy.setAllowCredentials(true);',
      `        policy.setMaxAge(${maxAge}L);`,
      '        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();',
      '        source.registerCorsConfiguration("/**", policy);',
      '        FilterRegistrationBean<CorsFilter> filter = new FilterRegistrationBean<>(new CorsFilter(source));',
      '        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);',
      '        return filter;',
      '    }',
      '}',
    ),
} satisfies Stack as Stack;
