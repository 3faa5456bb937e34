// SPDX-License-Identifier: Apache-2.0
package dapper.collector.sampling;

import static dapper.collector.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.sampling.OtelTraceState;
import dapper.sampling.Threshold;
import dapper.storage.Span;
import dapper.storage.TraceId;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsistentSamplerTest {
    private static final int TRACES = 20_000;

    /** R = 0x80...0: kept at one half and above. */
    private static final TraceId MIDDLE = new TraceId(7, 0xff80_0000_0000_0000L);

    private final Random random = new Random(20100401);

    @Test
    void leavesSpansAloneWhenEverythingIsKept() {
        Span span = span(MIDDLE, "ot=th:4,vendor=x");

        assertThat(new ConsistentSampler(1).sample(span)).isSameAs(span);
    }

    @Test
    void keepsNothingAtZero() {
        ConsistentSampler sampler = new ConsistentSampler(0);

        assertThat(sampler.sample(span(new TraceId(-1, -1), ""))).isNull();
        assertThat(sampler.sample(span(new TraceId(-1, -1), "ot=th:0"))).isNull();
    }

    @Test
    void decidesByTheLow56BitsOfTheTraceId() {
        ConsistentSampler half = new ConsistentSampler(0.5);

        assertThat(half.sample(span(MIDDLE, ""))).isNotNull();
        assertThat(half.sample(span(new TraceId(-1, 0xff7f_ffff_ffff_ffffL), "")))
                .isNull();
    }

    @Test
    void decidesByTheExplicitRandomnessIfThereIsOne() {
        ConsistentSampler half = new ConsistentSampler(0.5);

        assertThat(half.sample(span(MIDDLE, "ot=rv:7fffffffffffff"))).isNull();
        assertThat(half.sample(span(new TraceId(7, 1), "ot=rv:80000000000000"))).isNotNull();
    }

    @Test
    void raisesTheThresholdOfTheAgentToItsOwn() {
        Span kept = new ConsistentSampler(0.5).sample(span(MIDDLE, "a=b,ot=th:4;x:1"));

        assertThat(kept).isEqualTo(span(MIDDLE, "ot=th:8;x:1,a=b"));
    }

    @Test
    void neverLowersTheThresholdOfTheAgent() {
        Span span = span(new TraceId(7, 0x00ff_ffff_ffff_ffffL), "ot=th:fd70a");

        assertThat(new ConsistentSampler(0.5).sample(span)).isSameAs(span);
    }

    @Test
    void inventsNoThresholdForSpansOfUnknownProbability() {
        Span plain = span(MIDDLE, "");
        Span other = span(MIDDLE, "vendor=x");

        assertThat(new ConsistentSampler(0.5).sample(plain)).isSameAs(plain);
        assertThat(new ConsistentSampler(0.5).sample(other)).isSameAs(other);
    }

    @Test
    void erasesAThresholdThatCannotHaveKeptTheSpan() {
        Span kept = new ConsistentSampler(1).sample(span(new TraceId(7, 1), "ot=th:8,vendor=x"));

        assertThat(kept).isEqualTo(span(new TraceId(7, 1), "vendor=x"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.1, 0.5, 0.9})
    void keepsWholeTracesOrNoneAcrossManyCollectors(double coefficient) {
        List<ConsistentSampler> collectors = Stream.generate(() -> new ConsistentSampler(coefficient))
                .limit(5)
                .toList();
        for (int i = 0; i < TRACES; i++) {
            TraceId traceId = randomId();
            String explicit = random.nextBoolean() ? "" : randomness();
            Set<Boolean> decisions = new HashSet<>();
            for (String traceState : List.of(join("", explicit), join("th:0", explicit), join("x:1", explicit))) {
                ConsistentSampler any = collectors.get(random.nextInt(collectors.size()));
                decisions.add(any.sample(span(traceId, traceState)) != null);
            }
            assertThat(decisions).as("trace %s", traceId).hasSize(1);
        }
    }

    @Test
    void keepsAtAGreaterCoefficientWhatItKeepsAtASmaller() {
        double[] coefficients = {0.0001, 0.001, 0.01, 0.1, 0.3, 0.5, 0.9, 1};
        for (int i = 0; i < TRACES; i++) {
            Span span = span(randomId(), random.nextBoolean() ? "" : "ot=th:0");
            boolean keptBefore = false;
            for (double coefficient : coefficients) {
                boolean kept = new ConsistentSampler(coefficient).sample(span) != null;
                assertThat(kept || !keptBefore).isTrue();
                keptBefore = kept;
            }
            assertThat(keptBefore).isTrue();
        }
    }

    @Test
    void doesTheSameInTwoStepsAsInOne() {
        ConsistentSampler first = new ConsistentSampler(0.5);
        ConsistentSampler second = new ConsistentSampler(0.1);
        for (int i = 0; i < TRACES; i++) {
            Span span = span(randomId(), "ot=th:0");
            Span afterFirst = first.sample(span);
            Span afterBoth = afterFirst == null ? null : second.sample(afterFirst);

            assertThat(afterBoth).isEqualTo(second.sample(span));
        }
    }

    /**
     * With agents of different thresholds and one collector, the adjusted counts of the kept traces add up to the
     * number of traces.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.05, 0.3, 1})
    void countsWithoutBias(double coefficient) {
        int all = 200_000;
        ConsistentSampler collector = new ConsistentSampler(coefficient);
        double[] agents = {1, 0.5, 0.2, 0.04};
        double sum = 0;
        double variance = 0;
        for (int i = 0; i < all; i++) {
            TraceId traceId = randomId();
            long agentThreshold = Threshold.of(agents[i % agents.length]);
            double count = 1 / Threshold.probability(Math.max(agentThreshold, Threshold.of(coefficient)));
            // A trace is counted as "count" with probability 1/count, else as 0.
            variance += count - 1;
            if (traceId.randomness() >= agentThreshold) {
                Span kept = collector.sample(span(traceId, "ot=th:" + Threshold.toText(agentThreshold)));
                sum += kept == null ? 0 : adjustedCount(kept);
            }
        }

        assertThat(sum).isBetween(all - 3 * Math.sqrt(variance), all + 3 * Math.sqrt(variance));
    }

    private static double adjustedCount(Span kept) {
        return 1 / Threshold.probability(OtelTraceState.threshold(kept.traceState()));
    }

    private TraceId randomId() {
        return new TraceId(random.nextLong(), random.nextLong());
    }

    private String randomness() {
        return "rv:" + String.format("%014x", random.nextLong() >>> 8);
    }

    private static String join(String subKey, String explicit) {
        List<String> subKeys =
                Stream.of(subKey, explicit).filter(key -> !key.isEmpty()).toList();
        return subKeys.isEmpty() ? "" : "ot=" + String.join(";", subKeys);
    }
}
