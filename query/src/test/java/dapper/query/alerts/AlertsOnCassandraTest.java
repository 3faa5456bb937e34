// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.alerts.deliver.Receivers;
import dapper.query.alerts.deliver.Receivers.Taken;
import dapper.query.api.Readers;
import dapper.query.testing.QueryService;
import dapper.server.ServerProcess;
import dapper.server.settings.WatchedFiles;
import dapper.storage.Tenant;
import dapper.storage.alerts.AlertPhase;
import dapper.storage.alerts.AlertState;
import dapper.storage.alerts.StoredRule;
import dapper.storage.calls.CallReport;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.TenantStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From counted calls in a real Cassandra to a webhook, with a clock that the test sets. */
@Tag("once")
@ExtendWith(EmbeddedCassandraExtension.class)
class AlertsOnCassandraTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final Duration DELAY = Duration.ofSeconds(45);
    private static final String VIEWER = "http://dapper.example:16686";

    private static final String RULES = """
            receivers:
              - name: hook
                type: webhook
                url: %s
            rules:
              - name: CartIsSlow
                service: front
                operation: GET /cart
                metric: p99
                above: 500ms
                window: 1m
                keep-firing-for: 2m
                severity: page
            """;

    /** The start of an hour not long ago. */
    private final long start = TimeUnit.HOURS.toNanos(System.currentTimeMillis() / 3_600_000 - 2);

    private final CassandraConfig config;
    private final CassandraStorage storage;
    private final WatchedFiles files = new WatchedFiles();
    private long now = start;

    AlertsOnCassandraTest(CassandraConfig config, CassandraStorage storage) {
        this.config = config;
        this.storage = storage;
    }

    private Alerts alerts(CassandraStorage of, @Nullable Path rules) {
        TenantStorage own = of.of(Tenant.DEFAULT);
        AlertConfig settings = new AlertConfig(rules, Duration.ofSeconds(30), DELAY, VIEWER, null);
        return new Alerts(
                settings,
                AlertRules.load(rules, files),
                tenant -> new Alerts.Sources(own.callReader(), own.alerts()),
                () -> Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(now)),
                settings::viewer);
    }

    /** Writes the calls of the next minute, and lets it pass. */
    private void minute(long millis) throws Exception {
        long begin = (now - start) / MINUTE * MINUTE + start;
        for (CallReport report : TestCalls.minute("front", begin, millis)) {
            storage.of(Tenant.DEFAULT)
                    .callWriter()
                    .write(report)
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        }
        now = begin + MINUTE + DELAY.toNanos();
    }

    private static void pass(Alerts alerts) {
        alerts.evaluate();
        alerts.deliver();
    }

    private static List<String> outcomes(List<Taken> taken) {
        return taken.stream()
                .map(each -> each.body().get("status").asText() + " " + each.status())
                .toList();
    }

    @Test
    void aLatencyThatIsInjectedFiresWithinAWindowAndIsDeliveredThroughARestart(@TempDir Path folder) throws Exception {
        try (Receivers server = new Receivers()) {
            Path rules = folder.resolve("alerts.yaml");
            Files.writeString(rules, RULES.formatted(server.url("/hook?token=secret")));
            try (Alerts first = alerts(storage, rules)) {
                minute(20);
                pass(first);
                minute(20);
                pass(first);
                assertThat(server.taken()).isEmpty();

                server.refuse(503);
                minute(900);
                pass(first);
                assertThat(outcomes(server.taken())).containsExactly("firing 503");
                minute(900);
            }
            try (CassandraStorage other = CassandraStorage.open(config);
                    Alerts second = alerts(other, rules)) {
                pass(second);
                List<Taken> taken = server.taken();
                assertThat(outcomes(taken)).containsExactly("firing 200");
                assertFiring(taken.get(0));
                pass(second);
                minute(20);
                pass(second);
                assertThat(server.taken()).as("it is not over for long enough").isEmpty();

                minute(20);
                pass(second);
                assertThat(outcomes(server.taken())).containsExactly("resolved 200");
                pass(second);
                assertThat(server.taken()).isEmpty();
            }
        }
        assertHistory();
    }

    private void assertFiring(Taken taken) {
        assertThat(taken.path()).isEqualTo("/hook?token=secret");
        JsonNode alert = taken.body().at("/alerts/0");
        assertThat(alert.at("/labels/alertname").asText()).isEqualTo("CartIsSlow");
        assertThat(alert.at("/labels/severity").asText()).isEqualTo("page");
        assertThat(alert.at("/annotations/value").asText()).isEqualTo("900 ms");
        assertThat(alert.at("/startsAt").asText())
                .isEqualTo(
                        Instant.ofEpochMilli((start + 3 * MINUTE) / 1_000_000).toString());
        assertThat(alert.at("/generatorURL").asText()).startsWith(VIEWER + "/search?q=");
    }

    private void assertHistory() {
        TenantStorage own = storage.of(Tenant.DEFAULT);
        Readers readers = new Readers(own.reader(), own.callReader(), own.alerts());
        try (ServerProcess process = new ServerProcess();
                QueryService service = QueryService.start(process, readers)) {
            JsonNode history = service.get("/api/v1/alerts/history").json();

            assertThat(history.get("complete").asBoolean()).isTrue();
            assertThat(history.get("changes"))
                    .filteredOn(change -> change.get("alert").asText().equals("CartIsSlow"))
                    .extracting(change -> change.get("phase").asText() + " "
                            + (change.get("unixNanos").asLong() - start) / MINUTE)
                    .containsExactly("resolved 6", "firing 3");
            assertThat(service.get("/api/v1/alerts/deliveries").json().get("deliveries"))
                    .extracting(delivery -> delivery.get("status").asText() + " "
                            + delivery.get("problem").asText())
                    .containsExactly("resolved null", "firing null", "firing it answered 503");
            assertThat(service.get("/api/v1/alerts").json().get("alerts"))
                    .filteredOn(alert -> alert.get("alert").asText().equals("CartIsSlow"))
                    .isEmpty();
        }
    }

    @Test
    void aRuleOfTheApiIsInForceAfterARestartUntilItIsDeleted() throws Exception {
        TenantStorage own = storage.of(Tenant.DEFAULT);
        StoredRule rule = new StoredRule(
                "Quiet", "{\"name\":\"Quiet\",\"service\":\"nobody\",\"metric\":\"no-data\"}", "ada", now);
        own.alerts().add(rule);
        try (CassandraStorage other = CassandraStorage.open(config);
                Alerts restarted = alerts(other, null)) {
            restarted.evaluate();
            assertThat(phases("Quiet")).containsExactly(AlertPhase.FIRING);

            own.alerts().delete(rule);
            now += MINUTE;
            restarted.evaluate();
            assertThat(phases("Quiet")).containsExactly(AlertPhase.RESOLVED);
        }
    }

    private List<AlertPhase> phases(String alert) {
        return storage.of(Tenant.DEFAULT).alerts().states().stream()
                .filter(state -> state.alert().equals(alert))
                .map(AlertState::phase)
                .toList();
    }

    @Test
    void oneProcessAtATimeEvaluates(@TempDir Path folder) throws Exception {
        Path rules = folder.resolve("alerts.yaml");
        Files.writeString(rules, "rules: [{name: Silent, service: nobody, metric: no-data}]\n");
        try (CassandraStorage other = CassandraStorage.open(config);
                Alerts second = alerts(other, rules)) {
            try (Alerts first = alerts(storage, rules)) {
                first.evaluate();
                assertThat(first.evaluations()).isEqualTo(1);
                second.evaluate();
                assertThat(second.evaluations()).isZero();
                first.evaluate();
            }
            now += MINUTE;
            second.evaluate();
            assertThat(second.evaluations()).isEqualTo(1);
        }
    }
}
