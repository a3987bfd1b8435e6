import type { Host } from '../host.ts';
import { java, webapp } from './tomcat.ts';

const jars = [
  ...['core', 'beans', 'context', 'expression', 'aop', 'web', 'web.servlet'].map(
    (name) => `spring3-${name}`,
  ),
  ...['catalina', 'coyote', 'api', 'util', 'util-scan', 'juli', 'servlet-api', 'jsp-api'].map(
    (name) => `tomcat9-${name}`,
  ),
  ...['annotations-api', 'el-api', 'jaspic-api', 'jni'].map((name) => `tomcat9-${name}`),
  'commons-logging',
]
  .map((name) => `/usr/share/java/${name}.jar`)
  .join(':');

export default {
  apt: [
    ...['openjdk-17-jdk-headless', 'libtomcat9-java', 'libcommons-logging-java'],
    ...['libspring-web-servlet-java', 'libspring-context-java'],
  ],
  except: { refusesOtherOrigins: true, varyOnlyWhenAllowed: true },
  files: (snippet, { port }) => ({
    'Auth.java': webapp('javax', '')['Auth.java'] ?? '',
    ...(snippet ? { 'CorsInitializer.java': snippet } : {}),
    'App.java': `
import java.io.IOException;
import javax.servlet.*;
import javax.servlet.http.*;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.WebApplicationInitializer;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

public class App implements WebApplicationInitializer {
  @Override
  public void onStartup(ServletContext context) {
    context.addFilter("auth", new Auth()).addMappingForUrlPatterns(null, false, "/api/*");
    StaticWebApplicationContext spring = new StaticWebApplicationContext();
    spring.registerSingleton("/api/data", Data.class);
    spring.registerSingleton("/api/err", Err.class);
    context.addServlet("spring", new DispatcherServlet(spring)).addMapping("/");
  }

  public static class Data implements HttpRequestHandler {
    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
      response.setHeader("X-Total-Count", "42");
      response.getWriter().print("{}");
    }
  }

  public static class Err implements HttpRequestHandler {
    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) {
      throw new IllegalStateException("crash");
    }
  }
}
`,
    'Main.java': `
import java.util.*;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.springframework.web.SpringServletContainerInitializer;

public class Main {
  public static void main(String[] args) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(args[0]);
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(${port});
    tomcat.getConnector();
    Context context = tomcat.addContext("", args[0]);
    // What a container does with a WAR: it hands Spring every WebApplicationInitializer it finds.
    Set<Class<?>> found = new LinkedHashSet<>();
    found.add(App.class);
    ${snippet && 'found.add(CorsInitializer.class);'}
    context.addServletContainerInitializer(new SpringServletContainerInitializer(), found);
    tomcat.start();
    tomcat.getServer().await();
  }
}
`,
  }),
  build: ({ dir }) => [
    ['sh', '-c', `javac --release 8 -nowarn -cp ${jars} ${dir}/*.java -d ${dir}`],
  ],
  start: ({ dir }) => [...java, '-cp', `${jars}:.`, 'Main', dir],
  version: ({ deb }) => `Spring MVC ${deb('libspring-web-servlet-java')}`,
} satisfies Host;
