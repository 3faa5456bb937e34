// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command lines are those of the servers' own scripts. */
class ApplicationServerTest {
    private static final String TOMCAT = "org.apache.catalina.startup.Bootstrap start";

    @TempDir
    private Path folder;

    private static String name(String command, String classPath, Map<String, String> properties) {
        Properties all = new Properties();
        all.putAll(properties);
        return ResourceDetector.serviceName(new LaunchCommand(command, classPath, all));
    }

    private void deploy(String... files) throws IOException {
        for (String file : files) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            if (file.endsWith("/")) {
                Files.createDirectory(path);
            } else {
                Files.createFile(path);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.acme.shop.Main --port=1   | com.acme.shop.Main",
                "com.acme.shop.Main            | com.acme.shop.Main",
                "com.acme.shop/com.acme.Main x | com.acme.Main",
                "/srv/shop-1.2.jar --port=1    | shop-1.2",
                "/srv/shop-1.2.war             | shop-1.2",
                "/srv/my shop.jar x            | my shop",
                "''                            |"
            })
    void isTheJarOrTheMainClassWhereThereIsNoServer(String command, String name) {
        String classPath = command.startsWith("/") ? command.replaceAll("(\\.[jw]ar).*", "$1") : "a.jar:b.jar";
        assertThat(name(command, classPath, Map.of())).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "webapps/shop.war webapps/shop/x webapps/ROOT/x webapps/manager/x | shop",
                "webapps/a#b##003.war                                             | a/b",
                "webapps/shop.war webapps/stock.war                               | tomcat",
                "webapps/ROOT.war webapps/notes.txt                               | tomcat"
            })
    void isTheOnlyWebApplicationOfTomcatOrItsInstance(String files, String name) throws IOException {
        deploy(files.replace("webapps", "tomcat/webapps").split(" "));
        String base = folder.resolve("tomcat").toString();

        assertThat(name(
                        TOMCAT,
                        "bootstrap.jar:tomcat-juli.jar",
                        Map.of("catalina.base", base, "catalina.home", "/opt/tc")))
                .isEqualTo(name);
        assertThat(name(TOMCAT, "bootstrap.jar:tomcat-juli.jar", Map.of("catalina.base", base, "catalina.home", base)))
                .isEqualTo(name.equals("tomcat") ? "Tomcat" : name);
        // As a Windows service.
        assertThat(name("", "", Map.of("catalina.base", base))).isEqualTo(name);
    }

    @Test
    void isNotTomcatWhereTomcatIsALibrary() {
        assertThat(name("com.acme.Main", "a.jar:b.jar", Map.of("catalina.base", folder.toString())))
                .isEqualTo("com.acme.Main");
    }

    @Test
    void isTheOnlyDeploymentOfWildFlyOrItsName() throws IOException {
        String command =
                "/opt/wildfly/jboss-modules.jar -mp /opt/wildfly/modules org.jboss.as.standalone -Djboss.home.dir="
                        + folder + " -Djboss.server.base.dir=" + folder + "/standalone";
        String jar = "/opt/wildfly/jboss-modules.jar";
        assertThat(name(command, jar, Map.of())).isEqualTo("WildFly");
        assertThat(name(command + " -Djboss.node.name=orders", jar, Map.of())).isEqualTo("orders");
        assertThat(name(command, jar, Map.of("jboss.server.name", "orders"))).isEqualTo("orders");

        deploy("standalone/deployments/shop.war", "standalone/deployments/shop.war.deployed");
        assertThat(name(command, jar, Map.of())).isEqualTo("shop");
        assertThat(name(command.replaceAll(" -Djboss.server.base.dir.*", ""), jar, Map.of()))
                .isEqualTo("shop");
        deploy("standalone/deployments/stock.war");
        assertThat(name(command, jar, Map.of())).isEqualTo("WildFly");
    }

    @Test
    void isTheModuleOfAnotherProgramOfJbossModules() {
        assertThat(name(
                        "/x/jboss-modules-2.3.0.jar -mp /x/modules com.acme.shop -v",
                        "/x/jboss-modules-2.3.0.jar",
                        Map.of()))
                .isEqualTo("com.acme.shop");
    }

    @Test
    void isTheOnlyWebApplicationOfJettyOrItsBase() throws IOException {
        deploy("shop-base/start.d/http.ini", "jetty/start.jar");
        String home = folder.resolve("jetty").toString();
        String base = folder.resolve("shop-base").toString();
        String jar = home + "/start.jar";
        assertThat(name(jar, jar, Map.of("user.dir", base))).isEqualTo("shop-base");
        assertThat(name(jar + " jetty.base=" + base, jar, Map.of("user.dir", "/")))
                .isEqualTo("shop-base");
        assertThat(name(jar, jar, Map.of("jetty.base", base, "jetty.home", base)))
                .isEqualTo("Jetty");
        assertThat(name(
                        "org.eclipse.jetty.xml.XmlConfiguration /tmp/start.properties",
                        "a.jar:b.jar",
                        Map.of("jetty.base", base)))
                .isEqualTo("shop-base");
        // A start.jar of another product.
        assertThat(name(jar, jar, Map.of("user.dir", home))).isEqualTo("start");

        deploy("shop-base/webapps/shop.war");
        assertThat(name(jar, jar, Map.of("user.dir", base))).isEqualTo("shop");
    }

    @Test
    void isTheOnlyWebApplicationOfLibertyOrItsServer() throws IOException {
        deploy("bin/tools/ws-server.jar", "usr/servers/orders/server.xml", "usr/servers/defaultServer/server.xml");
        String jar = folder.resolve("bin/tools/ws-server.jar").toString();
        assertThat(name(jar, jar, Map.of())).isEqualTo("defaultServer");
        assertThat(name(jar + " --clean orders", jar, Map.of())).isEqualTo("orders");

        deploy("usr/servers/orders/apps/shop.war");
        assertThat(name(jar + " orders", jar, Map.of())).isEqualTo("shop");
        deploy("usr/servers/orders/dropins/stock.war");
        assertThat(name(jar + " orders", jar, Map.of())).isEqualTo("orders");
    }

    @Test
    void isTheOnlyWebApplicationOfPayaraOrItsDomain() throws IOException {
        Map<String, String> properties = Map.of(
                "com.sun.aas.instanceRoot", folder.resolve("domains/orders").toString());
        String command = "com.sun.enterprise.glassfish.bootstrap.ASMain -upgrade false -domainname orders";
        assertThat(name(command, "glassfish.jar", properties)).isEqualTo("orders");

        deploy("domains/orders/applications/shop/index.html", "domains/orders/applications/__internal/x");
        assertThat(name(command, "glassfish.jar", properties)).isEqualTo("shop");
    }

    @Test
    void isTheWebApplicationThatPayaraMicroDeploys() {
        String jar = "/opt/payara-micro-6.2025.6.jar";
        assertThat(name(jar + " --deploy /srv/shop.war --port 8080", jar, Map.of()))
                .isEqualTo("shop");
        assertThat(name(jar + " --deploy a.war --deploy b.war", jar, Map.of())).isEqualTo("Payara Micro");
        assertThat(name(jar, jar, Map.of())).isEqualTo("Payara Micro");
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "orders"})
    void isTheNameOfTheKarafInstance(String instance) throws IOException {
        Path etc = Files.createDirectory(folder.resolve("etc"));
        Files.writeString(etc.resolve("system.properties"), "# karaf.name = x\nkaraf.name = " + instance + "\n");
        String name = instance.equals("root") ? "Karaf" : "orders";
        for (String property : new String[] {"karaf.base", "karaf.etc"}) {
            File value = property.equals("karaf.etc") ? etc.toFile() : folder.toFile();
            assertThat(name("org.apache.karaf.main.Main", "a.jar:b.jar", Map.of(property, value.getPath())))
                    .isEqualTo(name);
        }
    }

    @Test
    void isKeycloakOrTheNameOfTheWebLogicServer() {
        String quarkus = "io.quarkus.bootstrap.runner.QuarkusEntryPoint start";
        assertThat(name(quarkus, "/opt/keycloak/lib/quarkus-run.jar", Map.of("kc.home.dir", "/opt/keycloak")))
                .isEqualTo("Keycloak");
        assertThat(name(quarkus, "/x/quarkus-run.jar", Map.of()))
                .isEqualTo("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        assertThat(name("weblogic.Server", "a.jar:b.jar", Map.of("weblogic.Name", "orders")))
                .isEqualTo("orders");
        assertThat(name("weblogic.Server", "a.jar:b.jar", Map.of())).isEqualTo("WebLogic");
    }
}
