// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import app.Busy;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.Program;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The traces that real agents keep, and the counts estimated from them. */
@ExtendWith(AllInOne.Shared.class)
class SamplingTest {
    private final OtlpReceiver receiver = OtlpReceiver.start();

    @AfterEach
    void close() {
        receiver.close();
    }

    private static double probability(Span span) {
        String digits = span.getTraceState().substring("ot=th:".length());
        long threshold = Long.parseLong(digits + "0".repeat(14 - digits.length()), 16);
        assertThat(randomness(span)).isGreaterThanOrEqualTo(threshold);
        return 1 - threshold / 0x1p56;
    }

    /** The last seven bytes of the trace id. */
    private static long randomness(Span span) {
        long randomness = 0;
        for (int i = 9; i < 16; i++) {
            randomness = randomness << 8 | span.getTraceId().byteAt(i) & 0xFF;
        }
        return randomness;
    }

    @Test
    void anAgentKeepsItsBudgetOfABurstFromItsFirstMoment() {
        int calls = 5_000;
        long start = System.nanoTime();
        Program program = Jvm.on(Jdk.ofThisBuild())
                .tracedTo(receiver)
                .with("-Dotel.traces.sampler=adaptive")
                .run(Busy.class, Integer.toString(calls));
        assertThat(program.awaitExit()).as(program.toString()).isZero();

        double seconds = (System.nanoTime() - start) / 1e9;
        // One trace per call: the client's span, and that of the server in the same process.
        List<Span> kept = receiver.spans().stream()
                .filter(span -> span.getParentSpanId().isEmpty())
                .toList();
        double estimate = 0;
        for (Span span : kept) {
            estimate += 1 / probability(span);
        }
        // Ten saved, ten a second, and some for each doubling of the load, plus random variation.
        assertThat(kept).hasSizeBetween(10, (int) (150 + 15 * seconds));
        // About forty of them represent nearly all calls. Eight or fewer, or two hundred and more, come once in 10^9
        // runs; a probability that did not travel with its span makes a sixtieth.
        assertThat(estimate).isBetween(calls / 5.0, calls * 5.0);
    }

    @Test
    void anAgentKeepsWhatTheCollectorTellsItTo(AllInOne server) {
        try (Program program = Jvm.on(Jdk.ofThisBuild())
                .withEnvironment("OTEL_SERVICE_NAME", AllInOne.REMOTELY_SAMPLED)
                .tracedTo(receiver)
                .with(
                        "-Dotel.traces.sampler=parentbased_jaeger_remote",
                        "-Dotel.traces.sampler.arg=endpoint=" + server.endpoint()
                                + ",pollingIntervalMs=100,initialSamplingRate=0")
                .start(Busy.class)) {
            receiver.awaitSpans("ten spans", spans -> spans.size() >= 10);

            assertThat(receiver.spans())
                    .allSatisfy(span -> assertThat(span.getTraceState()).isEqualTo("ot=th:c"))
                    .allSatisfy(span -> assertThat(probability(span)).isEqualTo(0.25));
            assertThat(program.standardError()).noneMatch(line -> line.contains("WARN"));
        }
    }
}
