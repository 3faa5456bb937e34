// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Sampler;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.CapturedLog;
import dapper.javaagent.start.Await;
import dapper.sampling.Threshold;
import io.grpc.Metadata;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs against a real server; the responses are those of Jaeger's protocol and the collector's tests. */
@Timeout(180)
class RemoteSamplerTest {
    private static final long MOST_RANDOM = (1L << 56) - 1;
    private static final long HALF = 1L << 55;
    private static final long QUARTER = 0xc0_0000_0000_0000L;
    private static final long INITIAL = 0xfc_0000_0000_0000L;

    /** 0.5, as a double in the only field of a message in field 2. */
    private static final String PROBABILITY_OF_HALF = "120909000000000000e03f";

    private static final String PROBABILITY_OF_NOTHING = "1200";
    private static final String FIVE_A_SECOND = "08011a020805";

    /** Default 0.5; {@code GET /cart/{id}} 0.25; {@code checkout} 1; and a probability that is then ignored. */
    private static final String BY_OPERATION = "120909000000000000f03f" + "223d" + "09000000000000e03f"
            + "1a1b0a0e474554202f636172742f7b69647d120909000000000000d03f"
            + "1a150a08636865636b6f7574120909000000000000f03f";

    /** As above, with a lower bound of 2^-20 a second and an upper bound of 1. */
    private static final String WITH_BOUNDS =
            "120909000000000000f03f" + "224f" + "09000000000000e03f" + "11000000000000b03e"
                    + "1a1b0a0e474554202f636172742f7b69647d120909000000000000d03f"
                    + "1a150a08636865636b6f7574120909000000000000f03f" + "21000000000000f03f";

    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void restore() {
        log.close();
    }

    private static HeadSampler start(StrategyServer server, String settings) {
        HeadSampler sampler = Samplers.create(
                AgentConfig.load("otel.service.name=shop;otel.traces.sampler=parentbased_jaeger_remote;"
                        + "otel.traces.sampler.arg=endpoint=" + server.endpoint()
                        + ",pollingIntervalMs=20,initialSamplingRate=0.015625;" + settings),
                RemoteSamplerTest.class.getClassLoader());
        sampler.start();
        return sampler;
    }

    private static void awaitThreshold(HeadSampler sampler, long threshold) {
        Await.until("threshold " + Long.toHexString(threshold), () -> sampler.threshold() == threshold);
    }

    private static void awaitPolls(StrategyServer server, int more) {
        int polls = server.requests.size() + more;
        Await.until("polled again", () -> server.requests.size() >= polls);
    }

    private List<String> warnings() {
        return log.lines().stream().filter(line -> line.contains("WARN")).toList();
    }

    @Test
    void keepsTheInitialShareUntilTheFirstAnswerAndThenWhatItSays() throws Exception {
        try (StrategyServer server = new StrategyServer("");
                HeadSampler sampler = start(server, "")) {
            awaitPolls(server, 2);
            assertThat(sampler.threshold()).isEqualTo(INITIAL);
            assertThat(sampler.followsParent()).isTrue();

            server.answer = PROBABILITY_OF_HALF;
            awaitThreshold(sampler, HALF);

            assertThat(sampler.sample(HALF, SpanKind.SERVER, "GET", "/a")).isEqualTo(HALF);
            assertThat(sampler.sample(HALF - 1, SpanKind.SERVER, "GET", "/a")).isEqualTo(Sampler.DROP);
            // A message SamplingStrategyParameters whose field 1 is "shop".
            assertThat(server.requests).containsOnly("0a0473686f70");
            Await.until("recovery said", () -> log.lines().size() == 2);
        }
        assertThat(log.lines()).containsExactly(log.lines().get(0), "[dapper] sampling strategies are answered again");
        assertThat(log.lines().get(0))
                .startsWith("[dapper] WARN cannot ask for the sampling strategy: http://127.0.0.1:")
                .endsWith(" answered UNAVAILABLE: not now; the last one stays in force");
    }

    @Test
    void keepsTheLastStrategyWhileNobodyAnswersAndSaysSoOnce() throws Exception {
        StrategyServer server = new StrategyServer(PROBABILITY_OF_HALF);
        try (HeadSampler sampler = start(server, "")) {
            awaitThreshold(sampler, HALF);
            server.close();
            Await.until("warned", () -> !warnings().isEmpty());

            assertThat(sampler.threshold()).isEqualTo(HALF);
            assertThat(sampler.sample(HALF, SpanKind.SERVER, "GET", "/a")).isEqualTo(HALF);
        }
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("cannot ask for the sampling strategy: " + server.endpoint(), "the last one stays in force");
    }

    @Test
    void refusesAnswersThatMakeNoSense() throws Exception {
        try (StrategyServer server = new StrategyServer(PROBABILITY_OF_HALF);
                HeadSampler sampler = start(server, "")) {
            awaitThreshold(sampler, HALF);
            // A probability of 2.
            server.answer = "1209090000000000000040";
            awaitPolls(server, 2);
            // Nothing but an unknown field.
            server.answer = "7801";
            awaitPolls(server, 2);

            assertThat(sampler.threshold()).isEqualTo(HALF);
            assertThat(warnings())
                    .containsExactly("[dapper] WARN cannot ask for the sampling strategy: the answer's probability of"
                            + " 2.0 is not from 0 to 1; the last one stays in force");
        }
    }

    @Test
    void takesAnEmptyProbabilityForNever() throws Exception {
        try (StrategyServer server = new StrategyServer(PROBABILITY_OF_NOTHING);
                HeadSampler sampler = start(server, "")) {
            awaitThreshold(sampler, Threshold.KEEP_NONE);

            assertThat(sampler.sample(MOST_RANDOM, SpanKind.SERVER, "GET", "/a"))
                    .isEqualTo(Sampler.DROP);
        }
    }

    @Test
    void keepsARateByMovingTheThreshold() throws Exception {
        try (StrategyServer server = new StrategyServer(FIVE_A_SECOND);
                HeadSampler sampler = start(server, "")) {
            awaitThreshold(sampler, 0);
            awaitPolls(server, 2);
            int kept = 0;
            for (int i = 0; i < 1_000; i++) {
                long randomness = (long) (i / 1_000.0 * MOST_RANDOM);
                long before = sampler.threshold();
                long threshold = sampler.sample(randomness, SpanKind.SERVER, "GET", "/a");
                kept += threshold == Sampler.DROP ? 0 : 1;
                assertThat(threshold == Sampler.DROP || threshold <= randomness).isTrue();
                assertThat(before).isGreaterThanOrEqualTo(0);
            }
            assertThat(kept).isBetween(5, 100);
            assertThat(sampler.threshold()).isPositive();
        }
    }

    @Test
    void keepsASharePerOperationByNameOrByPath() throws Exception {
        try (StrategyServer server = new StrategyServer(BY_OPERATION);
                HeadSampler sampler = start(server, "")) {
            awaitThreshold(sampler, HALF);

            assertThat(sampler.sample(HALF, SpanKind.SERVER, "GET", "/other")).isEqualTo(HALF);
            assertThat(sampler.sample(0, SpanKind.SERVER, "GET", "/other")).isEqualTo(Sampler.DROP);
            assertThat(sampler.sample(HALF, SpanKind.SERVER, "GET", "/cart/7")).isEqualTo(Sampler.DROP);
            assertThat(sampler.sample(QUARTER, SpanKind.SERVER, "GET", "/cart/7"))
                    .isEqualTo(QUARTER);
            assertThat(sampler.sample(HALF, SpanKind.SERVER, "POST", "/cart/7")).isEqualTo(HALF);
            assertThat(sampler.sample(HALF, SpanKind.SERVER, "GET", "/cart/7/items"))
                    .isEqualTo(HALF);
            assertThat(sampler.sample(0, SpanKind.INTERNAL, "checkout", null)).isZero();
        }
    }

    /** That is one trace of each operation, and no other before the test is over. */
    @Test
    void keepsTheLowerBoundOfEachOperation() throws Exception {
        try (StrategyServer server = new StrategyServer(WITH_BOUNDS);
                HeadSampler sampler = start(server, "")) {
            awaitThreshold(sampler, HALF);

            for (String path : List.of("/other", "/cart/7")) {
                assertThat(sampler.sample(0, SpanKind.SERVER, "GET", path)).isZero();
                assertThat(sampler.sample(0, SpanKind.SERVER, "GET", path)).isEqualTo(Sampler.DROP);
            }
            assertThat(sampler.sample(HALF, SpanKind.SERVER, "GET", "/other")).isEqualTo(HALF);
            assertThat(sampler.sample(QUARTER, SpanKind.SERVER, "GET", "/cart/7"))
                    .isEqualTo(QUARTER);
        }
    }

    @Test
    void asksTheOperatorsRulesFirst() throws Exception {
        try (StrategyServer server = new StrategyServer(PROBABILITY_OF_HALF);
                HeadSampler sampler = start(server, "dapper.sampling.rules=/always=always;")) {
            awaitThreshold(sampler, HALF);

            assertThat(sampler.sample(0, SpanKind.SERVER, "GET", "/always")).isZero();
            assertThat(sampler.sample(MOST_RANDOM, SpanKind.SERVER, "GET", "/health"))
                    .isEqualTo(Sampler.DROP);
        }
    }

    @Test
    void sendsHeadersOnlyToTheHostTheyWereMeantFor() throws Exception {
        Metadata.Key<String> token = Metadata.Key.of("x-token", Metadata.ASCII_STRING_MARSHALLER);
        String headers = "otel.exporter.otlp.headers=x-token=secret;otel.exporter.otlp.endpoint=";
        try (StrategyServer meant = new StrategyServer(PROBABILITY_OF_HALF);
                HeadSampler sampler = start(meant, headers + "http://127.0.0.1:1")) {
            awaitThreshold(sampler, HALF);
            assertThat(meant.metadata.get(0).get(token)).isEqualTo("secret");
        }
        try (StrategyServer other = new StrategyServer(PROBABILITY_OF_HALF);
                HeadSampler sampler = start(other, headers + "http://collector.example:4317")) {
            awaitThreshold(sampler, HALF);
            assertThat(other.metadata.get(0).get(token)).isNull();
        }
    }
}
