// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.resource;

import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name of the service in an application server, whose own jar or main class is the same everywhere: the only
 * deployed web application, or else the name that the operator gave the server, or else that of the product.
 */
final class ApplicationServer {
    private final LaunchCommand launch;

    ApplicationServer(LaunchCommand launch) {
        this.launch = launch;
    }

    /** Returns null if this is not an application server. */
    @Nullable
    String serviceName() {
        if (launch.runsJar("jboss-modules") || launch.runs("org.jboss.modules.Main")) {
            return jbossModules();
        }
        // Service wrappers start Tomcat without a main class.
        if (launch.runs("org.apache.catalina.startup.Bootstrap")
                || launch.mainClass() == null && launch.jar() == null && folder("catalina.base") != null) {
            return tomcat();
        }
        if (launch.runsJar("ws-server")) {
            return liberty();
        }
        if (launch.runsJar("start.jar") || launch.runs("org.eclipse.jetty.xml.XmlConfiguration")) {
            return jetty();
        }
        if (folder("com.sun.aas.instanceRoot") != null) {
            return glassFish();
        }
        return named();
    }

    private @Nullable String named() {
        if (launch.runsJar("payara-micro")) {
            return payaraMicro();
        }
        if (launch.runs("org.apache.karaf.main.Main")) {
            return karaf();
        }
        if (launch.runs("weblogic.Server")) {
            return or(launch.property("weblogic.Name"), "WebLogic");
        }
        boolean quarkus = launch.runs("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        return quarkus && launch.property("kc.home.dir") != null ? "Keycloak" : null;
    }

    /** {@code jboss-modules.jar -mp <folders> <module> ...}: WildFly, JBoss EAP, or another program of modules. */
    private @Nullable String jbossModules() {
        String module = module(launch.arguments());
        if (module == null || !module.startsWith("org.jboss.as.")) {
            return module;
        }
        File base = folder("jboss.server.base.dir");
        File home = folder("jboss.home.dir");
        base = base == null && home != null ? new File(home, "standalone") : base;
        String war = new Deployments().in(child(base, "deployments"), true).only();
        String server = or(launch.property("jboss.node.name"), or(launch.property("jboss.server.name"), "WildFly"));
        return or(war, server);
    }

    private static @Nullable String module(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String each = arguments.get(i);
            if (each.equals("-mp") || each.equals("-modulepath")) {
                i++;
            } else if (!each.startsWith("-")) {
                return each;
            }
        }
        return null;
    }

    private @Nullable String tomcat() {
        File base = folder("catalina.base");
        String war = new Deployments().in(child(base, "webapps"), true).only();
        return or(war, nameOfInstance(base, folder("catalina.home"), "Tomcat"));
    }

    /** Returns null for another {@code start.jar}: Jetty's runs in a folder that has its configuration. */
    private @Nullable String jetty() {
        String argument = launch.argument("jetty.base=");
        File base = argument == null ? folder("jetty.base") : new File(argument);
        base = base == null ? folder("user.dir") : base;
        if (base == null || !new File(base, "start.d").isDirectory() && !new File(base, "start.ini").isFile()) {
            return null;
        }
        String war = new Deployments().in(new File(base, "webapps"), false).only();
        return or(war, nameOfInstance(base, folder("jetty.home"), "Jetty"));
    }

    /** {@code <installation>/bin/tools/ws-server.jar [--<option>...] [<server>]}. */
    private @Nullable String liberty() {
        String server = "defaultServer";
        for (String each : launch.arguments()) {
            if (!each.startsWith("-")) {
                server = each;
                break;
            }
        }
        String user = or(System.getenv("WLP_USER_DIR"), launch.property("wlp.user.dir"));
        File tools = launch.jar() == null ? null : launch.jar().getParentFile();
        File bin = tools == null ? null : tools.getParentFile();
        File folder = user != null ? new File(user) : child(bin == null ? null : bin.getParentFile(), "usr");
        File configuration = child(child(folder, "servers"), server);
        String war = new Deployments()
                .in(child(configuration, "dropins"), false)
                .in(child(configuration, "apps"), false)
                .only();
        return or(war, server);
    }

    /** GlassFish and Payara: {@code <domains>/<domain>}. */
    private @Nullable String glassFish() {
        File domain = folder("com.sun.aas.instanceRoot");
        String war = new Deployments()
                .in(child(domain, "applications"), true)
                .in(child(domain, "autodeploy"), false)
                .only();
        return or(war, domain == null ? null : domain.getName());
    }

    private @Nullable String payaraMicro() {
        List<String> arguments = launch.arguments();
        int deploy = arguments.indexOf("--deploy");
        boolean one = deploy >= 0 && deploy == arguments.lastIndexOf("--deploy") && deploy + 1 < arguments.size();
        String war = one ? Deployments.nameOf(new File(arguments.get(deploy + 1)).getName()) : null;
        return or(war, "Payara Micro");
    }

    /** Karaf sets the property a little later, from this file; "root" is the default name of an instance. */
    private String karaf() {
        String name = launch.property("karaf.name");
        File configuration = folder("karaf.etc");
        configuration = configuration == null ? child(folder("karaf.base"), "etc") : configuration;
        File settings = child(configuration, "system.properties");
        for (String line : TextFile.lines(settings == null ? "" : settings.getPath())) {
            int equals = line.indexOf('=');
            if (name == null && equals > 0 && line.substring(0, equals).trim().equals("karaf.name")) {
                name = line.substring(equals + 1).trim();
            }
        }
        return name == null || name.isEmpty() || name.equals("root") ? "Karaf" : name;
    }

    /** Operators who run several servers of one installation give each its own folder. */
    private static String nameOfInstance(@Nullable File base, @Nullable File home, String product) {
        return base == null || base.equals(home) || base.getName().isEmpty() ? product : base.getName();
    }

    private @Nullable File folder(String property) {
        String path = launch.property(property);
        return path == null || path.isEmpty() ? null : new File(path);
    }

    private static @Nullable File child(@Nullable File folder, String name) {
        return folder == null ? null : new File(folder, name);
    }

    private static @Nullable String or(@Nullable String first, @Nullable String second) {
        return first == null || first.isEmpty() ? second : first;
    }
}
