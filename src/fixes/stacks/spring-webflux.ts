import { double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'spring-webflux',
  title: 'Spring WebFlux (also Spring Cloud Gateway)',
  language: 'java',
  layer: 'app',
  builtOn: 'spring-boot',
  place: 'A class CorsSettings.java in the package of your application class.',
  existing: [
    '@CrossOrigin',
    'CorsWebFilter',
    'addCorsMappings',
    'CorsConfigurationSource',
    'spring.cloud.gateway',
    'globalcors',
  ],
  leftIn:
    '`@CrossOrigin` on a handler runs after this filter and returns 403 for origins it does not list.',
  onlyOnSuccess:
    '`@CrossOrigin` and `addCorsMappings` only apply to mapped handlers, and Spring Security runs before them: 401, 403 and 404 lack the headers.',
  docs: 'https://docs.spring.io/spring-framework/reference/web/webflux-cors.html',
  // The servlet stack writes the id of Spring Session in Base64.
  signs: [{ header: 'set-cookie', value: /^SESSION(?==[0-9a-f]{8}-[0-9a-f]{4}-)/ }],
  verified: null,
  limits: [
    'Requests from other origins get 403.',
    'A service behind Spring Cloud Gateway that also sends the headers doubles them: remove them there, or add `DedupeResponseHeader=Access-Control-Allow-Origin`.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'import java.util.List;',
      'import org.springframework.context.annotation.Bean;',
      'import org.springframework.context.annotation.Configuration;',
      'import org.springframework.core.Ordered;',
      'import org.springframework.core.annotation.Order;',
      'import org.springframework.web.cors.CorsConfiguration;',
      'import org.springframework.web.cors.reactive.CorsWebFilter;',
      'import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;',
      '',
      '@Configuration',
      'public class CorsSettings {',
      '',
      '    // Before every other filter: Spring Security would reject the preflight, which has no',
      '    // credentials, with 401 or 403.',
      '    @Bean',
      '    @Order(Ordered.HIGHEST_PRECEDENCE)',
      '    CorsWebFilter corsFilter() {',
      '        CorsConfiguration policy = new CorsConfiguration();',
      `        policy.setAllowedOrigins(List.of(${double(origins)}));`,
      `        policy.setAllowedMethods(List.of(${double(methods)}));`,
      `        policy.setAllowedHeaders(List.of(${double(headers)}));`,
      exposed.length > 0 && `        policy.setExposedHeaders(List.of(${double(exposed)}));`,
      credentials && '        policy.setAllowCredentials(true);',
      `        policy.setMaxAge(${maxAge}L);`,
      '        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();',
      '        source.registerCorsConfiguration("/**", policy);',
      '        return new CorsWebFilter(source);',
      '    }',
      '}',
    ),
} satisfies Stack as Stack;
