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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Karaf with its own script and settings; the bundles are in its deploy folder. */
class KarafTest {
    private static final Path HOME =
            Deployables.filesIn(Deployables.SERVERS, "apache-karaf-").get(0);

    @TempDir
    private Path base;

    @Test
    void bundlesAreTraced() throws IOException {
        Deployables.copyTree(HOME.resolve("etc"), base.resolve("etc"));
        Path deploy = Files.createDirectory(base.resolve("deploy"));
        Files.createDirectories(base.resolve("data/tmp"));
        List<Path> bundles = new ArrayList<>(Deployables.filesIn(Deployables.SERVERS.resolve("bundles"), ""));
        bundles.add(Deployables.h2());
        for (Path bundle : bundles) {
            Files.copy(bundle, deploy.resolve(bundle.getFileName()));
        }
        Deployables.bundle(deploy.resolve("items.jar"));
        try (OtlpReceiver receiver = OtlpReceiver.start();
                ReservedPort port = new ReservedPort();
                Program karaf = start(receiver, port.number())) {
            new TracedRequests(receiver, karaf, port.number(), "/items").areTracedAs("Karaf");
        }
    }

    private Program start(OtlpReceiver receiver, int port) {
        Jdk jdk = Jdk.ofThisBuild();
        Jvm jvm = Jvm.on(jdk)
                .with("-XX:TieredStopAtLevel=1")
                .tracedTo(receiver)
                .with("-Dorg.apache.felix.http.host=127.0.0.1", "-Dorg.osgi.service.http.port=" + port);
        return Program.start(
                // "daemon" runs without a console and replaces the shell process.
                List.of(HOME.resolve("bin/karaf").toString(), "daemon"),
                Map.of(
                        "JAVA_HOME", jdk.home().toString(),
                        "KARAF_BASE", base.toString(),
                        "KARAF_DATA", base.resolve("data").toString(),
                        "KARAF_ETC", base.resolve("etc").toString(),
                        // Without it the script allows a security manager, which newer JDKs refuse to start with.
                        "JAVA_OPTS", String.join(" ", jvm.options())));
    }
}
