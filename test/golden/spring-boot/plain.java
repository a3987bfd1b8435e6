// Spring Boot 3 and 4 on the servlet stack; on WebFlux the filter is CorsWebFilter.
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

@Configuration
public class CorsSettings {

    // A filter, not addCorsMappings or @CrossOrigin: those only apply to mapped handlers, so 404 would
    // lack the headers. Before every other filter: Spring Security would reject the preflight, which
    // carries no credentials, with 401 or 403. Not named corsFilter, which Spring Security expects to
    // be a CorsFilter.
    @Bean
    FilterRegistrationBean<CorsFilter> corsPolicy() {
        CorsConfiguration policy = new CorsConfiguration();
        policy.setAllowedOrigins(List.of("https://app.example.com"));
        policy.setAllowedMethods(List.of("GET"));
        policy.setAllowedHeaders(List.of());
        policy.setMaxAge(600L);
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", policy);
        FilterRegistrationBean<CorsFilter> filter = new FilterRegistrationBean<>(new CorsFilter(source));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
