// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless;

import static org.assertj.core.api.Assertions.assertThat;

import app.NeverCompleted;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.Program;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No trace disappears because an application never calls back. */
class NeverCompletedTest {
    @TempDir
    private Path folder;

    private static boolean isUnfinished(Span span) {
        return span.getAttributesList().stream()
                .anyMatch(attribute -> attribute.getKey().equals("dapper.span.unfinished")
                        && attribute.getValue().getBoolValue());
    }

    private static List<Span> unfinished(List<Span> spans) {
        return spans.stream().filter(NeverCompletedTest::isUnfinished).toList();
    }

    private static boolean hasChild(List<Span> spans, Span parent) {
        return spans.stream().anyMatch(span -> span.getParentSpanId().equals(parent.getSpanId()));
    }

    private List<String> command(String setting) throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("dapper.server")))) {
            String server = jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
            return List.of(
                    setting,
                    "-cp",
                    server + File.pathSeparator + Jvm.TEST_CLASSES,
                    NeverCompleted.class.getName(),
                    folder.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("dapper.smoke.run.Jdk#all")
    void aRequestThatIsNeverCompletedArrivesWithItsCalls(Jdk jdk) throws IOException {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                Program server =
                        Jvm.on(jdk).tracedTo(receiver).startJava(command("-Ddapper.span.unfinished-after=200ms"))) {
            server.awaitLine("served");
            receiver.awaitSpans(
                    "the request and its call",
                    spans -> unfinished(spans).stream().anyMatch(request -> hasChild(spans, request)));
            // On a slow machine the call is open for longer than the limit too.
            assertThat(unfinished(receiver.spans()))
                    .filteredOn(span -> span.getParentSpanId().isEmpty())
                    .singleElement()
                    .satisfies(span -> assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER));
        }
    }

    @Test
    void aRequestThatIsOpenWhenTheProcessEndsArrives() throws IOException {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                Program server = Jvm.on(Jdk.ofThisBuild())
                        .tracedTo(receiver)
                        .startJava(command("-Ddapper.span.unfinished-after=1h"))) {
            server.awaitLine("served");
            assertThat(server.finish()).as(server.toString()).isZero();
            assertThat(unfinished(receiver.spans()))
                    .singleElement()
                    .satisfies(
                            span -> assertThat(hasChild(receiver.spans(), span)).isTrue());
        }
    }
}
