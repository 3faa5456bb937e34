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
        AlertConfig settings = new AlertConfig(file, Duration.ofSeconds(30), Duration.ZERO, "", null);
        return new Alerts(
                settings,
                AlertRules.load(file, new WatchedFiles()),
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
    void aTenantWithRulesStaysKnown() throws Exception {
        try (Alerts alerts = started(OF_SHOP)) {
            alerts.evaluate();
            now += TimeUnit.DAYS.toNanos(2);
            alerts.evaluate();
        }
        assertThat(own.tenants()).containsExactly(SHOP);
    }
}
