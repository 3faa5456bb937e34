// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import dapper.query.api.Readers;
import dapper.query.testing.QueryService;
import dapper.query.testing.ShopAlerts;
import dapper.query.testing.ShopCalls;
import dapper.storage.alerts.StoredRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every view of the page of alerts, and its forms, pass every rule of axe-core. */
class AlertsAccessibilityTest extends AxeTest {
    private final long start = Instant.now().toEpochMilli() * 1_000_000 - 5_000_000_000L;

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void passesWhereAlertsAreShown(ColorScheme scheme, @TempDir Path folder) throws IOException {
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
        page.navigate("/alerts");
        assertThat(page.locator("first-rule h2")).isVisible();
        check();
        ShopCalls.generate(calls::add, List.of(), start - 1_200_000_000_000L, start);
        ShopAlerts.evaluate(alerts, calls, start - 480_000_000_000L, start);
        ShopAlerts.deliver(alerts, start);
        // Nothing evaluates: the states are those of the test.
        alerts.otherLeads(true);
        Path rules = Files.writeString(folder.resolve("alerts.yaml"), ShopAlerts.RULES);
        try (QueryService own = QueryService.start(
                new Readers(traces, calls, alerts), setup(), "dapper.query.alerts.rules", rules.toString())) {
            page.navigate(own.url("/alerts"));
            assertThat(page.locator("alert-list figure svg").first()).isVisible();
            assertThat(page.locator("alerts-page .incomplete").first()).isVisible();
            check();
            page.getByText("Silence alerts…").click();
            page.locator("silence-form .primary").click();
            assertThat(page.locator("silence-form .problem")).isVisible();
            check();
            checkRules(own);
            for (String view : List.of("rules", "history", "deliveries", "silences", "rules&label=x")) {
                page.navigate(own.url("/alerts?view=" + view));
                assertThat(page.locator("table.alerts, alerts-page .mistake").first())
                        .isVisible();
                check();
            }
        }
    }

    private void checkRules(QueryService own) {
        alerts.add(new StoredRule(
                "Slow", "{\"name\":\"Slow\",\"service\":\"front\",\"metric\":\"p99\",\"above\":\"2s\"}", "ada", 1));
        page.navigate(own.url("/alerts?view=rules"));
        page.getByText("New rule…").click();
        page.locator("rule-form .primary").click();
        assertThat(page.locator("rule-form .mistake")).isVisible();
        check();
        page.locator("#service").fill("front");
        page.locator("#limit").fill("1ms");
        page.getByText("Preview values").click();
        assertThat(page.locator("rule-form figure svg")).isVisible();
        check();
        page.keyboard().press("Escape");
        page.getByText("Delete…").click();
        assertThat(page.locator("rule-deletion h2")).isVisible();
        check();
    }
}
