// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.Program;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest JBoss Modules, with a program and a database that are modules. */
class JbossModulesTest {
    @TempDir
    private Path modules;

    @Test
    void modulesAreTraced() throws IOException {
        Deployables.jar(
                module("shop", "<main-class name='modules.Query'/>", "java.sql", "java.naming", "h2"), "modules");
        Files.copy(Deployables.h2(), module("h2", "", "java.se"));
        Path jbossModules = Deployables.filesIn(Deployables.SERVERS.resolve("frameworks"), "jboss-modules-")
                .get(0);
        try (OtlpReceiver receiver = OtlpReceiver.start();
                Program program = Jvm.on(Jdk.ofThisBuild())
                        .tracedTo(receiver)
                        .startJava(List.of("-jar", jbossModules.toString(), "-mp", modules.toString(), "shop"))) {
            assertThat(program.awaitExit()).as(program.toString()).isZero();
            assertThat(program.standardOutput()).containsExactly("42");
            assertThat(program.standardError()).noneMatch(line -> line.contains("[dapper] WARN"));
            assertThat(receiver.spans())
                    .singleElement()
                    .extracting(Span::getKind)
                    .isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
            assertThat(receiver.serviceNames()).containsExactly("shop");
        }
    }

    /** Returns the path for its jar. */
    private Path module(String name, String main, String... dependencies) throws IOException {
        Path folder = Files.createDirectories(modules.resolve(name).resolve("main"));
        StringBuilder all = new StringBuilder();
        for (String each : dependencies) {
            all.append("<module name='").append(each).append("'/>");
        }
        Files.writeString(
                folder.resolve("module.xml"),
                "<module name='" + name + "' xmlns='urn:jboss:module:1.9'>" + main
                        + "<resources><resource-root path='" + name + ".jar'/></resources><dependencies>" + all
                        + "</dependencies></module>");
        return folder.resolve(name + ".jar");
    }
}
