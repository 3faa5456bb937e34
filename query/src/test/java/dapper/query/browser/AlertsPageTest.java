// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import dapper.query.api.Readers;
import dapper.query.testing.QueryService;
import dapper.query.testing.ShopAlerts;
import dapper.query.testing.ShopCalls;
import dapper.query.testing.UnusualCalls;
import dapper.server.ServerProcess;
import dapper.server.auth.Token;
import dapper.server.auth.TokenLine;
import dapper.server.settings.Settings;
import dapper.storage.alerts.Silence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsPageTest extends ViewerTest {
    private static final long MINUTE = 60_000_000_000L;

    @TempDir
    Path folder;

    private final long now = Instant.now().toEpochMilli() * 1_000_000;

    @Override
    String[] settings() {
        // Nothing evaluates: the states are those of the test.
        alerts.otherLeads(true);
        return new String[] {"dapper.query.alerts.rules", write("alerts.yaml", ShopAlerts.RULES)};
    }

    private String write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void store() {
        ShopCalls.generate(calls::add, List.of(), now - 40 * MINUTE, now);
        ShopAlerts.evaluate(alerts, calls, now - 8 * MINUTE, now);
        ShopAlerts.deliver(alerts, now);
    }

    private Locator alert(String name) {
        return page.locator("alert-list li").filter(new Locator.FilterOptions().setHas(page.getByText(name)));
    }

    private Locator rows() {
        return page.locator("table.alerts tbody tr");
    }

    private void view(String name) {
        page.locator("nav.views").getByText(name).click();
    }

    @Test
    void showsFiringAlertsFirstWithTheirValuesAndLinks() {
        page.navigate("/alerts");

        assertThat(page.locator("alerts-page h1")).hasText(Pattern.compile("^\\d firing, \\d pending$"));
        Locator first = alert("CartIsSlow");
        assertThat(first).containsText("firing");
        assertThat(first).containsText("page");
        assertThat(first.locator(".now")).hasText(Pattern.compile("^\\d.*ms of [\\d,]+ calls$"));
        assertThat(first.locator("figure svg"))
                .hasAttribute("aria-label", Pattern.compile("^From .* at the end; its condition holds above 1 ms$"));
        assertThat(first.locator("dd a")).hasAttribute("href", "https://wiki.example/cart");
        assertThat(alert("JobsAreMany")).containsText("Silenced until");
        assertThat(alert("JobsAreMany")).containsText("by ada: import of old orders");
        assertThat(page.locator("alert-list li").last().locator(".phase")).hasText("pending");
        assertThat(page.locator("top-bar firing-count")).hasText(Pattern.compile("^[1-9] firing$"));
        assertThat(page.locator("alerts-page .incomplete").first())
                .containsText("The delivery to on-call that CartIsSlow is firing failed: no connection could be made");
        first.locator("h2 a").click();
        assertThat(page).hasURL(Pattern.compile("/search\\?q=.*front.*duration"));
    }

    @Test
    void drawsTheUsualValuesOfAnAnomaly() {
        UnusualCalls.generate(calls::add, now);
        ShopAlerts.evaluate(alerts, calls, now - 8 * MINUTE, now);
        page.navigate("/alerts");

        Locator unusual = alert("CheckoutIsUnusual");
        assertThat(unusual.locator(".phase")).hasText("firing");
        assertThat(unusual.locator("dl"))
                .containsText(Pattern.compile("usual.* to [\\d.]+ ms for this hour of the day"));
        assertThat(unusual.locator("figcaption")).containsText(Pattern.compile("usual: .* to [\\d.]+ ms"));
        assertThat(unusual.locator("figure svg"))
                .hasAttribute("aria-label", Pattern.compile("at the end; usual: .* ms$"));
        assertThat(unusual.locator("path.band"))
                .hasAttribute("d", Pattern.compile("^M0 [\\d.]+(L[\\d.]+ [\\d.]+){71}Z$"));
        BoundingBox band = unusual.locator("path.band").boundingBox();
        BoundingBox line = unusual.locator("path.line").boundingBox();
        assertThat(band.width).isGreaterThan(100);
        assertThat(band.height).isGreaterThan(3);
        assertThat(line.y).as("the value leaves the band at its top").isLessThan(band.y - 5);
    }

    @Test
    void keepsViewAndFiltersInTheAddress() {
        page.navigate("/alerts");
        page.getByLabel("Filter by labels").fill("team=shop");
        assertThat(page.locator("alert-list li")).hasCount(1);
        assertThat(page).hasURL(Pattern.compile("label=team%3Dshop"));
        page.getByLabel("Filter by labels").fill("team=~x service");
        assertThat(page.locator("alerts-page .mistake")).hasText("“service” is no condition such as service=front.");

        page.navigate("/alerts?view=rules&severity=page");
        assertThat(rows()).hasCount(4);
        page.reload();
        assertThat(rows().first()).containsText("CartIsSlow");
        page.getByLabel("Any state").selectOption("inactive");
        assertThat(page).hasURL(Pattern.compile("state=inactive"));
        assertThat(rows().filter(new Locator.FilterOptions().setHas(page.getByText("CheckoutFails"))))
                .containsText("error-ratio in 5m above 90%");
        page.getByLabel("Filter by name").fill("nothing");
        assertThat(page.locator("alerts-page .waiting")).hasText("Nothing passes the filters.");
        page.goBack();
        assertThat(page.getByLabel("Any state")).hasValue("");
    }

    @Test
    void showsHistoryAndFailedDeliveries() {
        page.navigate("/alerts?view=history&rule=CartIsSlow");
        assertThat(rows()).hasCount(1);
        assertThat(rows().first()).containsText("firing");
        assertThat(rows().first().locator("td").nth(3)).hasText(Pattern.compile("ms$"));

        view("Deliveries");
        page.getByLabel("Filter by name").fill("");
        assertThat(rows()).hasCount(2);
        page.getByLabel("Any state").selectOption("failed");
        assertThat(rows()).hasCount(1);
        assertThat(rows().first()).containsText("no connection could be made");
    }

    @Test
    void silencesAnAlertByKeyboardAndEndsTheSilence() {
        page.navigate("/alerts?label=team%3Dshop");
        assertThat(alert("CartIsSlow")).isVisible();
        page.keyboard().press("ArrowDown");
        assertThat(alert("CartIsSlow").locator("h2 a")).isFocused();
        page.keyboard().press("s");
        assertThat(page.getByLabel("Labels", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("alertname=CartIsSlow service=front severity=page team=shop");
        assertThat(page.locator("#meaning")).hasText("1 firing or pending alert at the moment.");
        page.keyboard().press("Enter");
        assertThat(page.locator("silence-form .problem")).hasText("Give a comment.");
        page.getByLabel("Comment").fill("load test");
        page.getByLabel("Duration").selectOption("120");
        page.getByLabel("Your name").fill("grace");
        page.keyboard().press("Enter");

        assertThat(alert("CartIsSlow")).containsText("by grace: load test");
        assertThat(alerts.silences()).extracting(Silence::creator).containsExactlyInAnyOrder("ada", "grace");
        view("Silences");
        Locator own = rows().filter(new Locator.FilterOptions().setHas(page.getByText("grace")));
        own.getByText("End now").click();
        assertThat(own).containsText("expired");
        assertThat(own.getByText("End now")).hasCount(0);
        assertThat(page.locator("alerts-page [role=status]").first()).hasText("The silence has ended.");
    }

    @Test
    void showsTheReasonWhyASilenceIsRefused() {
        page.navigate("/alerts?view=silences");
        page.getByText("Silence alerts…").click();
        page.getByLabel("Labels", new Page.GetByLabelOptions().setExact(true)).fill("service=~(");
        page.getByLabel("Comment").fill("x");
        page.getByLabel("Your name").fill("grace");
        page.keyboard().press("Enter");

        assertThat(page.locator("silence-form .problem"))
                .hasText("\"(\" is no regular expression (RE2): missing closing ).");
    }

    @Test
    void refreshesItselfUntilItIsPaused() {
        page.clock().install();
        page.navigate("/alerts?view=silences");
        assertThat(rows()).hasCount(1);

        alerts.write(silence(2));
        page.clock().fastForward(16_000);
        assertThat(rows()).hasCount(2);
        page.keyboard().press("p");
        assertThat(page).hasURL(Pattern.compile("live=off"));
        assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true)))
                .hasAttribute("aria-pressed", "false");
        alerts.write(silence(3));
        page.clock().fastForward(120_000);
        assertThat(rows()).hasCount(2);
        page.getByText("Refresh").click();
        assertThat(rows()).hasCount(3);
    }

    private Silence silence(int id) {
        return alerts.silences().stream()
                .findFirst()
                .map(each -> new Silence(
                        new UUID(1, id), each.matchers(), each.startUnixNanos(), each.endUnixNanos(), "more", "ada"))
                .orElseThrow();
    }

    @Test
    void showsReadersNoWayToSilence() {
        Token token = Token.random();
        try (ServerProcess process = ServerProcess.start(new Settings(Map.of(
                        "dapper.tokens.file", write("tokens", TokenLine.format("reader", "read", "", token)))::get));
                QueryService own = QueryService.start(
                        process, new Readers(traces, calls, alerts), "dapper.query.alerts.rules", settings()[1])) {
            context.setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + token.text()));
            page.navigate(own.url("/alerts"));
            assertThat(alert("CartIsSlow").getByText("Traces")).isVisible();
            assertThat(page.getByText("Silence", new Page.GetByTextOptions().setExact(true)))
                    .hasCount(0);
            assertThat(page.getByText("Silence alerts…")).hasCount(0);
            page.navigate(own.url("/alerts?view=silences"));
            assertThat(rows()).hasCount(1);
            assertThat(page.getByText("End now")).hasCount(0);
        }
    }

    @Test
    void fitsNarrowAndWideWindows() {
        for (int width : List.of(1024, 1920)) {
            page.setViewportSize(width, 800);
            for (String view : List.of("now", "rules", "history", "deliveries", "silences")) {
                page.navigate("/alerts?view=" + view);
                assertThat(page.locator("alert-list li, table.alerts tbody tr").first())
                        .isVisible();
                assertThat(Layout.overflowing(page)).as("%s at %d", view, width).isEmpty();
            }
        }
    }

    @Test
    void keepsWhatItShowsWhileTheServiceIsAway() {
        page.navigate("/alerts");
        assertThat(alert("CartIsSlow")).isVisible();
        service.close();
        page.getByText("Refresh").click();

        assertThat(page.locator("alerts-page .incomplete").first())
                .containsText("The query service cannot be reached. Is it still running?");
        assertThat(alert("CartIsSlow")).isVisible();
    }

    @Test
    void showsHowToWriteTheFirstRule() {
        try (QueryService without = QueryService.start(traces, calls)) {
            page.navigate(without.url("/alerts"));
            assertThat(page.locator("first-rule h2")).hasText("No alert has been set up");
            assertThat(page.locator("first-rule pre")).containsText("metric: p99");
            assertThat(page.locator("first-rule")).containsText("DAPPER_QUERY_ALERTS_RULES");
            page.locator("nav.views").getByText("Silences").click();
            assertThat(page.locator("alerts-page .waiting")).hasText("There is no silence.");
        }
    }
}
