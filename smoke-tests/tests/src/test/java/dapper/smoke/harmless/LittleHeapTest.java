// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless;

import static org.assertj.core.api.Assertions.assertThat;

import app.LittleHeap;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.OtlpReceiver.Protocol;
import dapper.smoke.run.Program;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without memory for the agent the application is not affected, and the agent recovers when there is memory again. */
@Timeout(300)
class LittleHeapTest {
    @ParameterizedTest
    @EnumSource
    void theApplicationIsThrownNothingAndSpansComeBackWithTheMemory(Protocol protocol) {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                Program program = Jvm.on(Jdk.ofThisBuild())
                        .tracedTo(receiver, protocol)
                        .with("-Xmx16m", "-XX:+UseSerialGC", "-Dotel.bsp.schedule.delay=1ms")
                        // The wait for a call whose threads have died.
                        .with("-Dotel.exporter.otlp.timeout=2s")
                        .start(LittleHeap.class)) {
            program.awaitLine("ready");
            receiver.awaitSpan("SELECT before");
            program.type("");
            assertThat(program.awaitLine("thrown (\\d+)").group(1)).isEqualTo("0");
            program.awaitLine("full 20");
            program.type("");
            receiver.awaitSpan("SELECT after");
            assertThat(program.finish()).as(program.toString()).isZero();

            assertThat(receiver.spans().stream().map(Span::getName).filter("SELECT without"::equals))
                    .as("the heap was full, or else this test says nothing")
                    .hasSizeLessThan(10);
            // One span, which may arrive twice: an answer that could not be read for lack of memory does not count.
            assertThat(receiver.spans())
                    .filteredOn(span -> span.getName().equals("SELECT after"))
                    .allSatisfy(span -> assertThat(span.getParentSpanId()).isEmpty())
                    .extracting(Span::getSpanId)
                    .satisfies(ids -> assertThat(Set.copyOf(ids)).hasSize(1));
            assertThat(program.standardError())
                    .as(program.toString())
                    // Threads of gRPC may die: a channel that has lost its threads is replaced.
                    .noneMatch(line ->
                            line.matches("Exception in thread \"dapper(?!-grpc).*") || line.contains("switched off"))
                    .filteredOn(line -> line.contains("WARN"))
                    .hasSizeLessThan(10);
        }
    }
}
