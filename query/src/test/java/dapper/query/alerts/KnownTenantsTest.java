// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.testing.InMemoryAlerts;
import dapper.query.testing.InMemoryCalls;
import dapper.server.settings.WatchedFiles;
import dapper.storage.StorageUnavailableException;
import dapper.storage.Tenant;
import dapper.storage.alerts.AlertPhase;
import dapper.storage.alerts.AlertState;
import dapper.storage.alerts.StoredRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts of a tenant whose last rule is gone. */
class KnownTenantsTest {
    private static final Tenant SHOP = new Tenant("shop");
    private static final String OF_SHOP =
            "rules: [{name: Silent, service: front, metric: no-data, tenant: shop, receivers: []}]\n";

    @TempDir
    Path folder;

    private final InMemoryAlerts own = new InMemoryAlerts();
    private final InMemoryAlerts ofShop = new InMemoryAlerts();
    private long now = 1_700_000_040_000_000_000L;
    private boolean isAway;

    private Alerts started(String rules) throws Exception {
        Path file = Files.writeString(folder.resolve("alerts.yaml"), rules);
        return alerts(AlertRules.load(file, new WatchedFiles()));
    }

    private Alerts withoutAFile() {
        return alerts(AlertRules.NONE);
    }

    private Alerts alerts(AlertRules rules) {
        AlertConfig settings = new AlertConfig(null, Duration.ofSeconds(30), Duration.ZERO, "", null);
        return new Alerts(
                settings,
                rules,
                this::sources,
                () -> Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(now)),
                settings::viewer);
    }

    private Alerts.Sources sources(Tenant tenant) {
        if (isAway) {
            throw new StorageUnavailableException("no node answers");
        }
        return new Alerts.Sources(new InMemoryCalls(), tenant.equals(SHOP) ? ofShop : own);
    }

    @Test
    void areResolvedAfterARestartAndThenForgotten() throws Exception {
        try (Alerts first = started(OF_SHOP)) {
            first.evaluate();
        }
        assertThat(ofShop.states()).extracting(AlertState::phase).containsExactly(AlertPhase.FIRING);
        assertThat(own.tenants()).containsExactly(SHOP);

        try (Alerts second = started("rules: []\n")) {
            isAway = true;
            second.evaluate();
            isAway = false;
            now += TimeUnit.MINUTES.toNanos(1);
            second.evaluate();
            assertThat(ofShop.states()).extracting(AlertState::phase).containsExactly(AlertPhase.RESOLVED);
            assertThat(own.tenants()).as("its end may have to be delivered").containsExactly(SHOP);

            now += TimeUnit.DAYS.toNanos(1) + TimeUnit.MINUTES.toNanos(1);
            second.evaluate();
            assertThat(ofShop.states()).isEmpty();
            assertThat(own.tenants()).isEqualTo(List.of());
        }
    }

    @Test
    void aRuleOfTheApiIsEvaluatedAndItsAlertResolvedWhenItIsDeleted() throws Exception {
        StoredRule rule = new StoredRule(
                "Silent", "{\"name\":\"Silent\",\"service\":\"front\",\"metric\":\"no-data\"}", "ada", now);
        try (Alerts alerts = started("rules: []\n")) {
            alerts.evaluate();
            // As another process does.
            ofShop.add(rule);
            own.write(SHOP);
            alerts.evaluate();
            assertThat(ofShop.states()).extracting(AlertState::phase).containsExactly(AlertPhase.FIRING);
        }
        ofShop.delete(rule);
        now += TimeUnit.MINUTES.toNanos(1);
        try (Alerts alerts = withoutAFile()) {
            alerts.evaluate();
            assertThat(ofShop.states()).extracting(AlertState::phase).containsExactly(AlertPhase.RESOLVED);
        }
    }

    @Test
    void alertsAreResolvedIfTheSettingOfTheFileIsRemoved() throws Exception {
        try (Alerts first = started(OF_SHOP.replace("tenant: shop, ", ""))) {
            first.evaluate();
        }
        assertThat(own.states()).extracting(AlertState::phase).containsExactly(AlertPhase.FIRING);

        now += TimeUnit.MINUTES.toNanos(1);
        try (Alerts second = withoutAFile()) {
            second.evaluate();
        }
        assertThat(own.states()).extracting(AlertState::phase).containsExactly(AlertPhase.RESOLVED);
    }

    @Test
    void aTenantWithRulesStaysKnown() throws Exception {
        try (Alerts alerts = started(OF_SHOP)) {
            alerts.evaluate();
            now += TimeUnit.DAYS.toNanos(2);
            alerts.evaluate();
        }
        assertThat(own.tenants()).containsExactly(SHOP);
    }
}
