// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

/** What real agents keep, and that it can be counted from what they kept. */
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
        Program program = Jvm.on(Jdk.ofThisBuild())
                .tracedTo(receiver)
                .with("-Dotel.traces.sampler=adaptive")
                .run(Busy.class, Integer.toString(calls));
        assertThat(program.awaitExit()).as(program.toString()).isZero();

        List<Span> kept = List.copyOf(receiver.spans());
        double estimate = 0;
        double variance = 0;
        for (Span span : kept) {
            double probability = probability(span);
            estimate += 1 / probability;
            variance += (1 - probability) / (probability * probability);
        }
        // Of 5,000 calls within five seconds or so: ten saved, ten a second, and some for each doubling of the load.
        assertThat(kept).hasSizeBetween(10, 300);
        assertThat(estimate).isCloseTo(calls, within(6 * Math.sqrt(variance)));
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
