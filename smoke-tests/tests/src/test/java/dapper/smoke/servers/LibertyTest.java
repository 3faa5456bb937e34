// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.servers;

import dapper.sampling.testing.ReservedPort;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Open Liberty, whose parts are bundles of Equinox, with one web application. */
class LibertyTest {
    private static final Path HOME = Deployables.SERVERS.resolve("wlp");

    @TempDir
    private Path user;

    @Test
    void theWebApplicationIsTraced() throws IOException {
        LibertyFeatures.install(Deployables.SERVERS.resolve("features"), HOME);
        try (OtlpReceiver receiver = OtlpReceiver.start();
                ReservedPort port = new ReservedPort();
                Program liberty = Jvm.on(Jdk.ofThisBuild())
                        .with("-XX:TieredStopAtLevel=1", "-javaagent:" + HOME.resolve("bin/tools/ws-javaagent.jar"))
                        .tracedTo(receiver)
                        .withEnvironment("WLP_USER_DIR", user.toString())
                        .startJava(server(port.number()))) {
            new TracedRequests(receiver, liberty, port.number(), "/shop/items").areTracedAs("shop");
        }
    }

    private List<String> server(int port) throws IOException {
        Path server = user.resolve("servers/orders");
        Deployables.war(Files.createDirectories(server.resolve("dropins")).resolve("shop.war"), "javaee");
        Files.writeString(server.resolve("server.xml"), """
                        <server>
                          <featureManager><feature>servlet-4.0</feature></featureManager>
                          <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
                        </server>
                        """.formatted(port));
        return List.of("-jar", HOME.resolve("bin/tools/ws-server.jar").toString(), "orders");
    }
}
