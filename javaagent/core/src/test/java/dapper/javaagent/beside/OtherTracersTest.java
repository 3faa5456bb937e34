// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.beside;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.javaagent.Agents;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherTracersTest {
    private static final String OURS = "dapper.javaagent.DapperAgent";
    private static final String OPENTELEMETRY = "io.opentelemetry.javaagent.OpenTelemetryAgent";

    @TempDir
    private Path folder;

    private int jars;

    private String jar(String premainClass) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (premainClass != null) {
            attributes.putValue("Premain-Class", premainClass);
        }
        Path jar = folder.resolve("jar" + jars++ + ".jar");
        try {
            new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return jar.toString();
    }

    @Test
    void recognisesATracerByItsManifest() {
        assertThat(OtherTracers.named(List.of(jar(OURS), jar(OPENTELEMETRY))))
                .isEqualTo("OpenTelemetry (" + OPENTELEMETRY + ")");
        assertThat(OtherTracers.named(
                        List.of(jar("org.jacoco.PreMain"), jar("datadog.trace.bootstrap.AgentBootstrap"))))
                .isEqualTo("Datadog (datadog.trace.bootstrap.AgentBootstrap)");
    }

    @Test
    void agentsThatDoNotTraceAreNoConcern() {
        assertThat(OtherTracers.named(List.of(jar(OURS), jar("org.jacoco.agent.rt.internal.PreMain"), jar(null))))
                .isNull();
    }

    /** The only agent present is our own: its jar is not opened a second time. */
    @Test
    void aloneThereIsNoOther() {
        assertThat(OtherTracers.named(List.of(jar(OPENTELEMETRY)))).isNull();
        assertThat(OtherTracers.named(List.of())).isNull();
    }

    @Test
    void whatIsNoJarIsNoAgent() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        String missing = folder.resolve("missing.jar").toString();
        assertThat(OtherTracers.named(List.of(text.toString(), missing, folder.toString(), "")))
                .isNull();
    }

    @Test
    void knowsWhetherTheJarThatRunsIsTheOneThatWasNamed() throws IOException {
        String named = jar(OURS);
        String jacoco = jar("org.jacoco.PreMain");
        File running = new File(jar(OURS));
        assertThat(OtherTracers.replaced(running, List.of(jacoco, named))).isEqualTo(named);

        assertThat(OtherTracers.replaced(running, List.of(named, running.getPath())))
                .isNull();
        Path link = Files.createSymbolicLink(folder.resolve("link.jar"), running.toPath());
        assertThat(OtherTracers.replaced(running, List.of(link.toString()))).isNull();
        // The content of an @argfile is not known.
        assertThat(OtherTracers.replaced(running, List.of(jacoco))).isNull();
        assertThat(OtherTracers.replaced(running, List.of())).isNull();
    }

    @Test
    void recognisesATracerThatHasStartedByItsPremain() {
        assertThat(OtherTracers.among(new Class<?>[] {String.class, Agents.Long.class}))
                .isEqualTo("OpenTelemetry (io.opentelemetry.javaagent.Agents$Long)");
        assertThat(OtherTracers.among(new Class<?>[] {Agents.Short.class}))
                .isEqualTo("OpenTelemetry (io.opentelemetry.javaagent.Agents$Short)");
        assertThat(OtherTracers.among(new Class<?>[] {Agents.class})).isNull();
    }
}
