// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.servers;

import dapper.sampling.testing.ReservedPort;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WildFly, whose parts and applications are modules of JBoss Modules, with one web application. */
class WildFlyTest {
    private static final Path HOME = Deployables.SERVERS.resolve("wildfly");

    /** The options that its start script adds. */
    private static final String[] OPEN_PACKAGES = Stream.of(
                    "java.base/java.lang",
                    "java.base/java.lang.invoke",
                    "java.base/java.lang.reflect",
                    "java.base/java.io",
                    "java.base/java.net",
                    "java.base/java.security",
                    "java.base/java.util",
                    "java.base/java.util.concurrent",
                    "java.management/javax.management",
                    "java.naming/javax.naming")
            .map(each -> "--add-opens=" + each + "=ALL-UNNAMED")
            .toArray(String[]::new);

    @TempDir
    private Path folder;

    @Test
    void theWebApplicationIsTraced() throws IOException {
        Path base = folder.resolve("standalone");
        Deployables.copyTree(HOME.resolve("standalone"), base);
        Deployables.war(base.resolve("deployments/shop.war"), "jakartaee");
        try (OtlpReceiver receiver = OtlpReceiver.start();
                ReservedPort port = new ReservedPort();
                ReservedPort management = new ReservedPort();
                Program wildFly = Jvm.on(Jdk.ofThisBuild())
                        .with("-XX:TieredStopAtLevel=1")
                        .with(OPEN_PACKAGES)
                        .with(
                                "-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"),
                                "-Dlogging.configuration=file:" + base.resolve("configuration/logging.properties"))
                        .tracedTo(receiver)
                        .startJava(server(base, port.number(), management.number()))) {
            new TracedRequests(receiver, wildFly, port.number(), "/shop/items").areTracedAs("shop");
        }
    }

    private static List<String> server(Path base, int port, int management) {
        return List.of(
                "-jar",
                HOME.resolve("jboss-modules.jar").toString(),
                "-mp",
                HOME.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + HOME,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=0",
                "-Djboss.management.http.port=" + management,
                "-Djboss.management.https.port=0",
                "-b=127.0.0.1");
    }
}
