// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.servers;

import static org.assertj.core.api.Assertions.assertThat;

import app.osgi.BridgedBundles;
import app.osgi.Bundles;
import com.sun.tools.attach.VirtualMachine;
import dapper.sampling.testing.ReservedPort;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.OtlpReceiver.Protocol;
import dapper.smoke.run.Program;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * OSGi frameworks with default settings, which let their bundles see only {@code java.} from the boot class path. The
 * servlet container (Jetty), H2 and the application are bundles.
 */
class OsgiTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"org.apache.felix.framework-", "org.eclipse.osgi-"})
    void bundlesAreTraced(String framework) {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                ReservedPort port = new ReservedPort();
                Program program = Jvm.on(Jdk.ofThisBuild())
                        .with("-XX:TieredStopAtLevel=1")
                        .tracedTo(receiver)
                        .startJava(command(framework, port.number()))) {
            new TracedRequests(receiver, program, port.number(), "/items").areTracedAs(Bundles.class.getName());
        }
    }

    /** The requests are those of the Tomcat around the framework. */
    @ParameterizedTest
    @ValueSource(strings = {"org.apache.felix.framework-", "org.eclipse.osgi-"})
    void bundlesBehindAServletBridgeAreTraced(String framework) {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                ReservedPort port = new ReservedPort();
                Program program = Jvm.on(Jdk.ofThisBuild())
                        .with("-XX:TieredStopAtLevel=1")
                        .tracedTo(receiver)
                        .startJava(bridged(framework, port.number()))) {
            new TracedRequests(receiver, program, port.number(), "/items").areTracedAs(BridgedBundles.class.getName());
        }
    }

    private List<String> bridged(String framework, int port) {
        Path bridge = Deployables.SERVERS.resolve("bridge");
        List<Path> classPath = new ArrayList<>(Deployables.filesIn(Path.of(System.getProperty("dapper.server")), ""));
        classPath.addAll(Deployables.filesIn(Deployables.SERVERS.resolveSibling("woven"), "javax.servlet-api-"));
        classPath.addAll(Deployables.filesIn(Deployables.SERVERS.resolve("frameworks"), framework));
        classPath.addAll(Deployables.filesIn(Deployables.SERVERS.resolve("frameworks"), "slf4j-api-"));
        classPath.addAll(Deployables.filesIn(bridge, "org.apache.felix.http.proxy-"));
        classPath.add(Path.of(Jvm.TEST_CLASSES));
        return List.of(
                "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                BridgedBundles.class.getName(),
                folder.toString(),
                Integer.toString(port),
                Deployables.filesIn(bridge, "org.apache.felix.http.bridge-")
                        .get(0)
                        .toString(),
                Deployables.h2().toString(),
                Deployables.bundle(folder.resolve("items.jar")).toString());
    }

    /** The class loaders of a running framework are woven before the classes behind them. */
    @Test
    void bundlesOfAFrameworkThatRunsAreTracedFromTheAttachmentOn() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                ReservedPort port = new ReservedPort();
                Program program = Jvm.on(Jdk.ofThisBuild())
                        .with("-XX:TieredStopAtLevel=1")
                        .with(Protocol.HTTP.options(receiver.endpoint(Protocol.HTTP)))
                        .startJava(command("org.apache.felix.framework-", port.number()))) {
            TracedRequests requests = new TracedRequests(receiver, program, port.number(), "/items");
            requests.awaitAnswer();
            VirtualMachine machine =
                    VirtualMachine.attach(Long.toString(program.process().pid()));
            try {
                machine.loadAgent(Jvm.AGENT);
            } finally {
                machine.detach();
            }
            requests.areTracedAs(Bundles.class.getName());
        }
    }

    /** Felix would let the agent see the bootstrap classes, but not its bundles. */
    @Test
    void bundlesThatCannotSeeTheBootstrapClassesAreLeftAlone() {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                ReservedPort port = new ReservedPort();
                Program program = Jvm.on(Jdk.ofThisBuild())
                        .with("-XX:TieredStopAtLevel=1", "-Dotel.instrumentation.class-loaders.enabled=false")
                        .tracedTo(receiver)
                        .startJava(command("org.apache.felix.framework-", port.number()))) {
            new TracedRequests(receiver, program, port.number(), "/items").awaitAnswer();

            assertThat(program.awaitErrors("[dapper] WARN"))
                    .allMatch(line -> line.endsWith(": it does not let the library see dapper.bootstrap"));
        }
    }

    private List<String> command(String framework, int port) {
        Path frameworks = Deployables.SERVERS.resolve("frameworks");
        String classPath = String.join(
                File.pathSeparator,
                Jvm.TEST_CLASSES,
                Deployables.filesIn(frameworks, framework).get(0).toString(),
                Deployables.filesIn(frameworks, "slf4j-api-").get(0).toString());
        List<String> command = new ArrayList<>(List.of(
                "-cp",
                classPath,
                Bundles.class.getName(),
                folder.resolve("storage").toString(),
                Integer.toString(port)));
        Deployables.filesIn(Deployables.SERVERS.resolve("bundles"), "")
                .forEach(bundle -> command.add(bundle.toString()));
        command.add(Deployables.h2().toString());
        command.add(Deployables.bundle(folder.resolve("items.jar")).toString());
        return command;
    }
}
