// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Sampler;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.config.AgentConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSamplerTest {
    private static final long MOST_RANDOM = (1L << 56) - 1;
    private static final String OWN_RULES = "dapper.sampling.rules=GET /cart/*=0.25, /internal/**=never,"
            + " /internal/audit = always, POST /health = 1;";

    private static HeadSampler sampler(String settings) {
        return Samplers.create(
                AgentConfig.load("otel.traces.sampler=adaptive;" + settings), RuleSamplerTest.class.getClassLoader());
    }

    private static long sample(HeadSampler sampler, long randomness, String method, String path) {
        return sampler.sample(randomness, SpanKind.SERVER, method, path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/live",
                "/health/ready",
                "/healthz",
                "/livez",
                "/readyz",
                "/actuator/health",
                "/actuator/health/liveness"
            })
    void neverRecordsHealthChecks(String path) {
        assertThat(sample(sampler(""), MOST_RANDOM, "GET", path)).isEqualTo(Sampler.DROP);
        assertThat(sample(sampler("dapper.sampling.health.checks=none"), MOST_RANDOM, "GET", path))
                .isZero();
        assertThat(sample(sampler("otel.traces.sampler=parentbased_traceidratio"), MOST_RANDOM, "GET", path))
                .isEqualTo(Sampler.DROP);
        assertThat(sample(sampler("otel.traces.sampler=parentbased_always_on"), MOST_RANDOM, "GET", path))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/h", "/healthy", "/health/records", "/cart", "/actuator"})
    void leavesOtherPathsToTheSampler(String path) {
        assertThat(sample(sampler(""), 0, "GET", path)).isZero();
    }

    @Test
    void takesAnotherListOfHealthChecks() {
        HeadSampler sampler = sampler("dapper.sampling.health.checks=/ping,/app/*/up");

        assertThat(sample(sampler, MOST_RANDOM, "GET", "/ping")).isEqualTo(Sampler.DROP);
        assertThat(sample(sampler, MOST_RANDOM, "GET", "/app/x/up")).isEqualTo(Sampler.DROP);
        assertThat(sample(sampler, 0, "GET", "/health")).isZero();
    }

    @Test
    void decidesByTheFirstRuleThatMatches() {
        HeadSampler sampler = sampler(OWN_RULES);
        long quarter = 0xc0_0000_0000_0000L;

        assertThat(sample(sampler, quarter, "GET", "/cart/1")).isEqualTo(quarter);
        assertThat(sample(sampler, quarter - 1, "GET", "/cart/1")).isEqualTo(Sampler.DROP);
        assertThat(sample(sampler, 0, "POST", "/cart/1")).isZero();
        assertThat(sample(sampler, MOST_RANDOM, "GET", "/internal/audit")).isEqualTo(Sampler.DROP);
        assertThat(sample(sampler, 0, "POST", "/health")).isZero();
        assertThat(sample(sampler, MOST_RANDOM, "GET", "/health")).isEqualTo(Sampler.DROP);
    }

    @Test
    void appliesRulesOfOnesOwnEvenWhereEverythingIsRecorded() {
        HeadSampler sampler = sampler("otel.traces.sampler=always_on;" + OWN_RULES);

        assertThat(sample(sampler, MOST_RANDOM, "GET", "/internal/x")).isEqualTo(Sampler.DROP);
        assertThat(sample(sampler, 0, "GET", "/health")).isZero();
        assertThat(sampler.followsParent()).isFalse();
    }

    @Test
    void doesNotApplyToWhatHasNoPath() {
        HeadSampler sampler = sampler("dapper.sampling.rules=/**=never");

        assertThat(sampler.sample(0, SpanKind.CONSUMER, "/health", null)).isZero();
    }

    @Test
    void spendsNothingOfTheBudgetOnWhatARuleDecides() {
        HeadSampler sampler = sampler("dapper.sampling.rules=/always=always");
        for (int i = 0; i < 1_000; i++) {
            assertThat(sample(sampler, 0, "GET", "/always")).isZero();
        }

        assertThat(sampler.threshold()).isZero();
        assertThat(sample(sampler, 0, "GET", "/other")).isZero();
    }
}
