import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;

@Configuration
public class CorsSettings {

    // Before every other filter: Spring Security would reject the preflight, which has no
    // credentials, with 401 or 403.
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    CorsWebFilter corsFilter() {
        CorsConfiguration policy = new CorsConfiguration();
        policy.setAllowedOrigins(List.of("https://app.example.com"));
        policy.setAllowedMethods(List.of("GET", "PUT"));
        policy.setAllowedHeaders(List.of("content-type", "x-request-id"));
        policy.setExposedHeaders(List.of("etag", "x-total-count"));
        policy.setAllowCredentials(true);
        policy.setMaxAge(600L);
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", policy);
        return new CorsWebFilter(source);
    }
}
