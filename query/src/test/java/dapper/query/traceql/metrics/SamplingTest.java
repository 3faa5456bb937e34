// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dapper.query.traceql.parse.QueryParser;
import dapper.sampling.Threshold;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same traces are sampled again and again, each with its own probability. The estimates are right on average, and
 * they differ from the truth as much as their standard errors claim.
 */
class SamplingTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long T0 = 1_700_000_000L * SECOND;
    private static final Steps STEPS = Steps.of(T0, T0 + 100 * SECOND, 100 * SECOND);
    private static final int TRACES = 300;
    private static final int SAMPLES = 400;
    private static final double[] PROBABILITIES = {1, 0.5, 0.3, 0.1};

    /** A trace that happened; only its id differs from sample to sample. */
    private record Happened(long threshold, long[] seconds) {
        Trace trace(TraceId id) {
            List<Span> spans = new ArrayList<>();
            for (int i = 0; i < seconds.length; i++) {
                spans.add(span(id, i + 1, 0, T0 + SECOND, T0 + SECOND + seconds[i] * SECOND)
                        .traceState("ot=th:" + Threshold.toText(threshold))
                        .build());
            }
            return Trace.of(id, spans);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "{ } | count_over_time(), 0.05",
        "{ } | sum_over_time(duration), 0.05",
        "{ } | avg_over_time(duration), 0.1"
    })
    void estimatesWithoutBias(String query, double toleranceOfError) {
        Random random = new Random(20_261_127);
        List<Happened> all = new ArrayList<>();
        for (int i = 0; i < TRACES; i++) {
            double probability = PROBABILITIES[random.nextInt(PROBABILITIES.length)];
            all.add(new Happened(
                    Threshold.of(probability),
                    random.longs(1 + random.nextInt(8), 1, 30).toArray()));
        }
        double truth = truth(query, all);
        double sum = 0;
        double squares = 0;
        double claimed = 0;
        int within = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            Series series = sample(query, all, random);
            double difference = series.values()[0] - truth;
            double error = series.errors()[0];
            sum += difference;
            squares += difference * difference;
            claimed += error * error;
            within += Math.abs(difference) <= 2 * error ? 1 : 0;
        }
        double spread = Math.sqrt(squares / SAMPLES);
        // Four standard errors of the mean; a ratio has a bias that is far smaller.
        assertThat(sum / SAMPLES).isCloseTo(0, within(4 * spread / Math.sqrt(SAMPLES)));
        assertThat(Math.sqrt(claimed / SAMPLES) / spread).isCloseTo(1, within(2 * toleranceOfError));
        assertThat(within / (double) SAMPLES).isBetween(0.92, 0.98);
    }

    private static double truth(String query, List<Happened> all) {
        long spans = 0;
        long seconds = 0;
        for (Happened trace : all) {
            spans += trace.seconds().length;
            for (long each : trace.seconds()) {
                seconds += each;
            }
        }
        return query.contains("count") ? spans : query.contains("sum") ? seconds : seconds / (double) spans;
    }

    private static Series sample(String query, List<Happened> all, Random random) {
        MetricsRun run = MetricsRun.of(QueryParser.parse(query), STEPS, new MetricsLimits(1, 10, 0));
        for (Happened happened : all) {
            TraceId id = new TraceId(1, random.nextLong());
            if (id.randomness() >= happened.threshold()) {
                run.add(happened.trace(id));
            }
        }
        return run.result().series().get(0);
    }
}
