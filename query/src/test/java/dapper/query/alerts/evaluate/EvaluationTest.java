// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.alerts.TestCalls;
import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.RuleFileReader;
import dapper.query.testing.InMemoryAlerts;
import dapper.query.testing.InMemoryCalls;
import dapper.storage.NameList;
import dapper.storage.alerts.AlertChange;
import dapper.storage.alerts.AlertPhase;
import dapper.storage.alerts.AlertState;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.SeenProcess;
import dapper.storage.calls.SeenService;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long DELAY = TimeUnit.SECONDS.toNanos(45);
    /** A whole hour. */
    private static final long T0 = 1_699_999_200_000_000_000L;

    private static final String SLOW = """
            rules:
              - name: Slow
                service: front
                operation: GET /cart
                metric: p99
                above: 500ms
                window: 1m
                keep-firing-for: 0s
            """;

    private final InMemoryCalls calls = new InMemoryCalls();
    private final InMemoryAlerts store = new InMemoryAlerts();
    private final EvaluationCounts counts = new EvaluationCounts();
    private final Evaluation evaluation = new Evaluation(calls, store, DELAY, counts);

    private static List<AlertRule> rules(String yaml) throws Exception {
        return RuleFileReader.read(yaml).rules();
    }

    private void minute(int minute, long millis) {
        TestCalls.minute("front", T0 + minute * MINUTE, millis).forEach(calls::add);
    }

    private List<AlertState> run(String yaml, long afterT0) throws Exception {
        return evaluation.run(rules(yaml), T0 + afterT0);
    }

    private List<String> history() {
        return store.changes(0, Long.MAX_VALUE, 100).stream()
                .map(change -> change.phase() + " " + (change.unixNanos() - T0) / MINUTE)
                .toList();
    }

    @Test
    void evaluatesAMinuteOnceItsReportsAreThere() throws Exception {
        minute(0, 900);

        run(SLOW, MINUTE + DELAY - 1);
        assertThat(history()).isEmpty();
        List<AlertState> states = run(SLOW, MINUTE + DELAY);

        assertThat(states).hasSize(1);
        AlertState firing = states.get(0);
        assertThat(firing.phase()).isEqualTo(AlertPhase.FIRING);
        assertThat(firing.value()).isEqualTo(9e8);
        assertThat(firing.calls()).isEqualTo(120);
        assertThat(firing.notice().annotations())
                .containsEntry("value", "900 ms")
                .containsEntry("summary", "front GET /cart: p99 in 1m above 500 ms");
        assertThat(firing.notice().tracesPath())
                .isEqualTo(
                        "/search?q=%7B+resource.service.name+%3D+%22front%22+%26%26+span%3Aname+%3D+%22GET+%2Fcart%22"
                                + "+%26%26+%28span%3Akind+%3D+server+%7C%7C+span%3Akind+%3D+consumer"
                                + "+%7C%7C+%28span%3Akind+%3D+internal+%26%26+nestedSetParent+%3C+0%29%29"
                                + "+%26%26+span%3Aduration+%3E+500ms+%7D"
                                + "&start=2023-11-14T21%3A59%3A49.100Z&end=2023-11-14T22%3A01%3A00Z");
        assertThat(store.states()).isEqualTo(states);
    }

    private static final String UNUSUAL = "rules: [{name: Unusual, service: front, metric: p50, anomaly: {}}]";

    @Test
    void anUnusualHourFiresWithWhatWasExpected() throws Exception {
        for (int hour = 1; hour <= 14 * 24; hour++) {
            minute(-60 * hour, 20);
        }
        assertThat(run(UNUSUAL, DELAY)).extracting(AlertState::phase).containsOnly(AlertPhase.INACTIVE);
        minute(30, 900);
        minute(31, 900);

        AlertState firing = run(UNUSUAL, 60 * MINUTE + DELAY).get(0);

        assertThat(firing.phase()).isEqualTo(AlertPhase.FIRING);
        assertThat(firing.value()).isEqualTo(9e8);
        assertThat(firing.notice().annotations())
                .containsEntry("value", "900 ms")
                .containsEntry("expected", "20 ms")
                .containsEntry("usual", "16 ms to 24 ms for this hour of the day")
                .containsEntry(
                        "summary", "front: unusually high p50 in 1h (medium sensitivity, change of 20% or more)");
        assertThat(firing.notice().tracesPath()).contains("span%3Aduration+%3E+2");
    }

    @Test
    void readsThePastOfAnAnomalyOnceAndFindsTheSame() throws Exception {
        Random random = new Random(3);
        for (int hour = -14 * 24; hour < 4 * 24; hour++) {
            minute(60 * hour, 20 + random.nextInt(10) + (random.nextInt(50) == 0 ? 200 : 0));
        }
        FirstRead reads = new FirstRead(calls);
        Evaluation keeping = new Evaluation(reads, new InMemoryAlerts(), DELAY, counts);
        int found = 0;
        for (long at = 0; at < 4 * 24 * 60 * MINUTE; at += 20 * MINUTE) {
            reads.start = Long.MAX_VALUE;
            AlertState kept = keeping.run(rules(UNUSUAL), T0 + at + DELAY).get(0);
            if (at > 0) {
                assertThat(T0 + at - reads.start).isLessThan(27 * 60 * MINUTE);
            }
            AlertState fresh = new Evaluation(calls, new InMemoryAlerts(), DELAY, counts)
                    .run(rules(UNUSUAL), T0 + at + DELAY)
                    .get(0);
            assertThat(kept.value()).isEqualTo(fresh.value());
            assertThat(kept.notice().annotations()).isEqualTo(fresh.notice().annotations());
            found += kept.notice().annotations().containsKey("usual") ? 1 : 0;
        }
        assertThat(found).isGreaterThan(100);
        assertThat(keeping.run(rules(UNUSUAL.replace("p50", "p90")), T0 + 4 * 24 * 60 * MINUTE + DELAY))
                .singleElement()
                .extracting(state -> state.notice().annotations().get("summary"))
                .asString()
                .contains("p90");
        assertThat(reads.start).as("of a rule that is changed").isLessThan(T0 - 14 * 24 * 60 * MINUTE);
    }

    /** Notes the earliest time that is read. */
    private static final class FirstRead implements CallReader {
        private final CallReader calls;
        private long start;

        FirstRead(CallReader calls) {
            this.calls = calls;
        }

        @Override
        public Reading read(CallQuery query, Visitor visitor) {
            start = Math.min(start, query.startUnixNanos());
            return calls.read(query, visitor);
        }

        @Override
        public NameList<SeenService> services() {
            return calls.services();
        }

        @Override
        public NameList<SeenProcess> processes(String service) {
            return calls.processes(service);
        }
    }

    @Test
    void withoutAWeekNothingIsUnusual() throws Exception {
        for (int hour = 1; hour < 6 * 24; hour++) {
            minute(-60 * hour, 20);
        }
        minute(30, 900);

        AlertState unknown = run(UNUSUAL, 60 * MINUTE + DELAY).get(0);

        assertThat(unknown.phase()).isEqualTo(AlertPhase.INACTIVE);
        assertThat(unknown.value()).isNaN();
    }

    @Test
    void evaluatesEachMinuteOnce() throws Exception {
        minute(0, 900);
        run(SLOW, MINUTE + DELAY);
        run(SLOW, MINUTE + DELAY + MINUTE / 2);
        assertThat(counts.evaluations()).isEqualTo(1);

        minute(1, 20);
        run(SLOW, 2 * MINUTE + DELAY);
        run(SLOW, 2 * MINUTE + DELAY + MINUTE / 2);

        assertThat(counts.evaluations()).isEqualTo(2);
        assertThat(history()).containsExactly("RESOLVED 2", "FIRING 1");
    }

    @Test
    void goesOnWhereAnotherProcessHasStopped() throws Exception {
        String rule = SLOW.replace("keep-firing-for: 0s", "for: 1m");
        minute(0, 900);
        minute(1, 900);
        run(rule, MINUTE + DELAY);

        new Evaluation(calls, store, DELAY, counts).run(rules(rule), T0 + 2 * MINUTE + DELAY);

        assertThat(history()).containsExactly("FIRING 2", "PENDING 1");
    }

    @Test
    void doesNothingWhileAnotherProcessLeads() throws Exception {
        minute(0, 900);
        store.otherLeads(true);
        assertThat(run(SLOW, MINUTE + DELAY)).isNull();
        assertThat(history()).isEmpty();

        store.otherLeads(false);
        assertThat(run(SLOW, MINUTE + DELAY)).isNotNull();
        assertThat(history()).containsExactly("FIRING 1");
    }

    @Test
    void decidesNothingOnCallsThatAreNotAllThere() throws Exception {
        minute(0, 900);
        calls.stopEarly("stopped after 5 rows");

        run(SLOW, MINUTE + DELAY);
        assertThat(history()).isEmpty();
        assertThat(counts.failures()).isEqualTo(1);

        calls.stopEarly("");
        run(SLOW, MINUTE + DELAY + 1);
        assertThat(history()).containsExactly("FIRING 1");
    }

    @Test
    void resolvesAnAlertWhoseRuleIsGone() throws Exception {
        minute(0, 900);
        run(SLOW, MINUTE + DELAY);

        List<AlertState> states = run("rules: []", 2 * MINUTE + DELAY);
        assertThat(states).extracting(AlertState::phase).containsExactly(AlertPhase.RESOLVED);
        assertThat(history()).containsExactly("RESOLVED 2", "FIRING 1");

        assertThat(run("rules: []", TimeUnit.DAYS.toNanos(2))).isEmpty();
        assertThat(store.states()).isEmpty();
    }

    /** The cost of a pass depends on services and windows, not on rules. */
    @Test
    void readsEachTimeRangeOfAServiceOnce() throws Exception {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < 1_000; i++) {
            yaml.append("  - {name: R%d, service: s%d, operation: o%d, metric: p99, above: 1s, window: %dm}\n"
                    .formatted(i, i % 10, i, 1 + i % 3));
        }
        List<CallQuery> reads = new ArrayList<>();
        CallReader counting = new CallReader() {
            @Override
            public Reading read(CallQuery query, Visitor visitor) {
                reads.add(query);
                return calls.read(query, visitor);
            }

            @Override
            public NameList<SeenService> services() {
                return calls.services();
            }

            @Override
            public NameList<SeenProcess> processes(String service) {
                return calls.processes(service);
            }
        };

        new Evaluation(counting, store, DELAY, counts).run(rules(yaml.toString()), T0 + 10 * MINUTE + DELAY);

        assertThat(counts.evaluations()).isEqualTo(1_000);
        assertThat(reads).doesNotHaveDuplicates().hasSize(30);
    }

    @Test
    void comparesWithTheDayBefore() throws Exception {
        String fewer = """
                rules:
                  - {name: Fewer, service: front, metric: rate, below: -40%, compared-with: day}
                """;
        for (int i = 0; i < 10; i++) {
            minute(i, 10);
        }
        for (int i = 0; i < 5; i++) {
            minute(24 * 60 + i, 10);
        }

        run(fewer, TimeUnit.DAYS.toNanos(1) + 10 * MINUTE + DELAY);

        List<AlertChange> changes = store.changes(0, Long.MAX_VALUE, 10);
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).value()).isEqualTo(-0.5);
    }

    @Test
    void firesTheBurnRatesThatAreTooHigh() throws Exception {
        String slo = """
                rules:
                  - {name: Budget, service: front, slo: {objective: 99%, latency: 500ms}}
                """;
        for (int i = 0; i < 60; i++) {
            minute(i, i < 30 ? 10 : 900);
        }

        List<AlertState> states = run(slo, 60 * MINUTE + DELAY);

        // Half of the hour and all of its last minutes are bad: 50 times the budget. The others begin with the same
        // hour.
        assertThat(states)
                .extracting(state -> state.alert() + " " + state.phase() + " "
                        + state.notice().annotations().get("value"))
                .containsExactlyInAnyOrder(
                        "Budget/1h FIRING 50 times the budget",
                        "Budget/6h FIRING 50 times the budget",
                        "Budget/3d FIRING 50 times the budget");
    }
}
