import type { Host } from '../host.ts';
import { java, webapp } from './tomcat.ts';

const jars = [
  ...['server', 'servlet', 'servlets', 'webapp', 'http', 'io', 'security', 'util', 'util-ajax'],
  ...['xml', 'continuation'],
]
  .map((name) => `/usr/share/java/jetty9-${name}.jar`)
  .concat('/usr/share/java/servlet-api.jar')
  .join(':');

export default {
  apt: ['openjdk-17-jdk-headless', 'libjetty9-java'],
  except: { varyNotOnErrors: true },
  files: (snippet, { port }) => ({
    ...webapp('javax', snippet),
    'Main.java': `
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.webapp.*;

public class Main {
  public static void main(String[] args) throws Exception {
    Server server = new Server(new InetSocketAddress("127.0.0.1", ${port}));
    WebAppContext context = new WebAppContext(args[0] + "/webapp", "/");
    context.setConfigurations(new Configuration[] {new WebInfConfiguration(), new WebXmlConfiguration()});
    // The server's own classes, which a distribution puts into its lib folder.
    context.setParentLoaderPriority(true);
    server.setHandler(context);
    server.start();
    server.join();
  }
}
`,
  }),
  // Beside the server and not in WEB-INF/classes: one run of the compiler is enough.
  build: () => [['javac', '-cp', jars, 'Main.java', 'Auth.java', 'Data.java', 'Err.java']],
  start: ({ dir }) => [...java, '-cp', `${jars}:.`, 'Main', dir],
  version: ({ deb }) => `Jetty ${deb('libjetty9-java')}`,
} satisfies Host;
