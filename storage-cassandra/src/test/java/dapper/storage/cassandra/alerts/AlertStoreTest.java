// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.Tenant;
import dapper.storage.alerts.AlertChange;
import dapper.storage.alerts.AlertDelivery;
import dapper.storage.alerts.AlertNotice;
import dapper.storage.alerts.AlertPhase;
import dapper.storage.alerts.AlertState;
import dapper.storage.alerts.AlertStore;
import dapper.storage.alerts.AlertTimes;
import dapper.storage.alerts.LabelMatcher;
import dapper.storage.alerts.LabelMatcher.Operator;
import dapper.storage.alerts.Notified;
import dapper.storage.alerts.Silence;
import dapper.storage.alerts.StoredRule;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Alerts in a real Cassandra. */
@ExtendWith(EmbeddedCassandraExtension.class)
class AlertStoreTest {
    private static final long DAY = TimeUnit.DAYS.toNanos(1);
    /** The start of a day. */
    private static final long T0 = System.currentTimeMillis() / 86_400_000 * DAY;

    private final CassandraConfig config;
    private final AlertStore store;

    AlertStoreTest(CassandraConfig config, CassandraStorage storage) {
        this.config = config;
        this.store = storage.of(Tenant.DEFAULT).alerts();
    }

    private static AlertState state(String alert, AlertPhase phase, long since) {
        return new AlertState(
                alert,
                phase,
                new AlertTimes(since, 2, 3, 4, 5, 6),
                phase == AlertPhase.PENDING ? Double.NaN : 1.5,
                7,
                new AlertNotice(
                        "rule", Map.of("severity", "page"), Map.of("value", "1.5"), "/search?q=1", List.of("b", "a")),
                Map.of());
    }

    private AlertState stored(String alert) {
        return store.states().stream()
                .filter(state -> state.alert().equals(alert))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keepsAStateWithItsNotifications() {
        AlertState state = state("kept", AlertPhase.FIRING, T0);
        store.write(state, false);
        assertThat(stored("kept")).isEqualTo(state);

        Notified taken = new Notified(2, true, 9);
        store.write(state, "a", new Notified(2, false, 8));
        store.write(state, "a", taken);
        store.write(state, "b", taken);
        AlertState later = state("kept", AlertPhase.PENDING, T0 + 1);
        store.write(later, false);
        store.write(later, false);

        assertThat(stored("kept").notified()).isEqualTo(Map.of("a", taken, "b", taken));
        assertThat(stored("kept").phase()).isEqualTo(AlertPhase.PENDING);
        assertThat(stored("kept").value()).isNaN();
        assertThat(stored("kept").times()).isEqualTo(later.times());
    }

    @Test
    void aNotificationDoesNotBringBackAForgottenAlert() {
        AlertState state = state("gone", AlertPhase.RESOLVED, T0);
        store.write(state, false);
        store.forget(state);
        store.write(state, "a", new Notified(2, true, 9));

        assertThat(store.states()).extracting(AlertState::alert).doesNotContain("gone");
    }

    @Test
    void listsChangesNewestFirstAcrossDays() {
        for (int i = 0; i < 3; i++) {
            AlertState state = state("moving", AlertPhase.FIRING, T0 - 10 * DAY + i * DAY - i);
            store.write(state, true);
            store.write(state, true);
        }
        long from = T0 - 10 * DAY;

        assertThat(store.changes(from, from + 3 * DAY, 10))
                .containsExactly(
                        AlertChange.of(state("moving", AlertPhase.FIRING, from + 2 * DAY - 2)),
                        AlertChange.of(state("moving", AlertPhase.FIRING, from + DAY - 1)),
                        AlertChange.of(state("moving", AlertPhase.FIRING, from)));
        assertThat(store.changes(from, from + 3 * DAY, 2)).hasSize(2);
        assertThat(store.changes(from + 1, from + 2 * DAY - 2, 10)).hasSize(1);
    }

    @Test
    void listsDeliveriesNewestFirstAcrossDays() {
        long from = T0 - 20 * DAY;
        AlertDelivery failed =
                new AlertDelivery(from + DAY - 1, "chat", "Slow", "firing", List.of("Slow"), "TLS failed");
        AlertDelivery taken = new AlertDelivery(from + DAY, "chat", "Slow", "firing", List.of("Slow"), "");
        AlertDelivery other =
                new AlertDelivery(from + DAY, "hook", "Slow", "resolved", List.of("Slow/1h", "Slow/6h"), "");
        List.of(failed, other, taken, taken).forEach(store::write);

        assertThat(store.deliveries(from, from + 2 * DAY, 10)).containsExactly(taken, other, failed);
        assertThat(store.deliveries(from, from + 2 * DAY, 1)).containsExactly(taken);
        assertThat(store.deliveries(from, from + DAY, 10)).containsExactly(failed);
    }

    @Test
    void keepsSilencesAndEndsThem() {
        Silence silence = new Silence(
                new UUID(1, 2),
                List.of(
                        new LabelMatcher("service", Operator.EQUAL, "front"),
                        new LabelMatcher("severity", Operator.MATCHES_NOT, "")),
                T0,
                T0 + 400 * DAY,
                "load test",
                "ada");
        store.write(silence);
        assertThat(store.silences()).containsExactly(silence);

        store.write(silence.endingAt(T0 + DAY));
        assertThat(store.silences()).containsExactly(silence.endingAt(T0 + DAY));
    }

    @Test
    void notesTenantsUntilTheyAreForgotten() {
        Tenant shop = new Tenant("shop");
        store.write(shop);
        store.write(shop);
        store.write(new Tenant("bank"));
        assertThat(store.tenants()).containsExactlyInAnyOrder(shop, new Tenant("bank"));

        store.forget(shop);
        assertThat(store.tenants()).containsExactly(new Tenant("bank"));
    }

    @Test
    void keepsRulesUntilTheyAreDeleted() {
        StoredRule slow = new StoredRule("Slow", "{\"name\":\"Slow\"}", "ada", T0);
        StoredRule other = new StoredRule("Fails", "{\"name\":\"Fails\"}", "", T0 + 1);
        assertThat(store.add(slow)).isTrue();
        assertThat(store.add(other)).isTrue();
        assertThat(store.rules()).containsExactly(other, slow);

        StoredRule changed = new StoredRule("Slow", "{\"name\":\"Slow\",\"for\":\"1m\"}", "bob", T0 + 2);
        assertThat(store.replace(slow, changed)).isTrue();
        assertThat(store.delete(other)).isTrue();
        assertThat(store.rules()).containsExactly(changed);
        try (CassandraStorage restarted = CassandraStorage.open(config)) {
            assertThat(restarted.of(Tenant.DEFAULT).alerts().rules()).containsExactly(changed);
        }
        assertThat(store.delete(changed)).isTrue();
        assertThat(store.rules()).isEmpty();
    }

    @Test
    void ofTwoChangesOfARuleAtTheSameTimeOneFails() {
        StoredRule first = new StoredRule("Raced", "{}", "ada", T0);
        StoredRule second = new StoredRule("Raced", "{\"for\":\"1m\"}", "ada", T0);
        StoredRule third = new StoredRule("Raced", "{\"for\":\"2m\"}", "bob", T0 + 1);
        assertThat(store.add(first)).isTrue();
        assertThat(store.add(second)).as("there is one").isFalse();

        assertThat(store.replace(first, second)).isTrue();
        assertThat(store.replace(first, third)).as("of the same millisecond").isFalse();
        assertThat(store.delete(first)).isFalse();
        assertThat(store.rules()).containsExactly(second);

        assertThat(store.delete(second)).isTrue();
        assertThat(store.replace(second, third)).as("is deleted").isFalse();
        assertThat(store.delete(second)).isFalse();
        assertThat(store.rules()).isEmpty();
    }

    @Test
    void oneProcessLeadsAtATime() {
        assertThat(store.lead()).isTrue();
        assertThat(store.lead()).isTrue();
        try (CassandraStorage other = CassandraStorage.open(config)) {
            AlertStore second = other.of(Tenant.DEFAULT).alerts();
            assertThat(second.lead()).isFalse();
            second.resign();
            assertThat(store.lead()).as("only the leader can resign").isTrue();

            store.resign();
            assertThat(second.lead()).isTrue();
            assertThat(store.lead()).isFalse();
            second.resign();
        }
    }
}
