import java.util.Arrays;
import javax.servlet.FilterRegistration;
import javax.servlet.ServletContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.WebApplicationInitializer;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

// A filter, not addCorsMappings or @CrossOrigin: those only apply to paths with a handler, and run
// after the filters that authenticate.
@Order(Ordered.HIGHEST_PRECEDENCE)
public class CorsInitializer implements WebApplicationInitializer {
    @Override
    public void onStartup(ServletContext servletContext) {
        CorsConfiguration policy = new CorsConfiguration();
        policy.setAllowedOrigins(Arrays.asList("https://app.example.com"));
        policy.setAllowedMethods(Arrays.asList("GET"));
        policy.setMaxAge(600L);

        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", policy);
        FilterRegistration.Dynamic cors = servletContext.addFilter("cors", new CorsFilter(source));
        cors.setAsyncSupported(true);
        // false: before the filters that are declared elsewhere.
        cors.addMappingForUrlPatterns(null, false, "/*");
    }
}
