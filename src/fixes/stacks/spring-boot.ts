import { double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'spring-boot',
  title: 'Spring Boot (also with Spring Security)',
  language: 'java',
  layer: 'app',

  place: 'A class CorsSettings.java in the package of your application class.',
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
  limits: [
    'Other origins get 403 with the words "Invalid CORS request", not an answer without headers.',
  ],
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
      '    // A filter and not addCorsMappings or @CrossOrigin: those know mapped handlers only, so 404 would',
      '    // lack the headers. Before every other filter: Spring Security would refuse the preflight, which',
      '    // carries no credentials, with 401 or 403.',
      '    @Bean',
      '    FilterRegistrationBean<CorsFilter> corsFilter() {',
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
