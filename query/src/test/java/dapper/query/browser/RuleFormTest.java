// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dapper.query.api.Readers;
import dapper.query.testing.QueryService;
import dapper.query.testing.ShopAlerts;
import dapper.query.testing.ShopCalls;
import dapper.server.ServerProcess;
import dapper.server.auth.Token;
import dapper.server.auth.TokenLine;
import dapper.server.settings.Settings;
import dapper.storage.alerts.StoredRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that people write on the page of alerts. */
class RuleFormTest extends ViewerTest {
    private static final String SLOW =
            "{\"service\":\"front\",\"metric\":\"p99\",\"above\":\"2s\",\"labels\":{\"team\":\"shop\"},\"name\":\"Slow\"}";

    @TempDir
    Path folder;

    @Override
    String[] settings() {
        // Nothing evaluates.
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

    private void open() {
        page.navigate("/alerts?view=rules");
        assertThat(page.locator("table.alerts tbody tr").first()).isVisible();
        page.keyboard().press("n");
        assertThat(field("Name")).isFocused();
    }

    private Locator field(String label) {
        return page.locator("rule-form").getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    private Locator row(String alert) {
        return page.locator("table.alerts tbody tr")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(alert, new Page.GetByTextOptions().setExact(true))));
    }

    private void press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private void choose(String label, String value) {
        field(label).selectOption(value);
    }

    @Test
    void addsARuleByKeyboardAfterItsMistakes() {
        open();
        page.keyboard().press("Enter");
        assertThat(page.locator("rule-form .mistake")).hasText("Give a name.");
        page.keyboard().type("Slow");
        field("Service").fill("front");
        field("Limit").fill("5");
        page.keyboard().press("Enter");
        assertThat(page.locator("rule-form .mistake"))
                .hasText(
                        "above must be a number with a unit (ns, us, ms, s, m, h, d) such as 10ms or 1.5s, not \"5\".");
        assertThat(field("Limit")).isFocused();
        assertThat(field("Limit")).hasAttribute("aria-invalid", "true");
        assertThat(field("Limit")).hasAttribute("aria-describedby", "limit-mistake");
        page.keyboard().press("Control+a");
        page.keyboard().type("2s");
        field("Labels").fill("team=shop");
        page.keyboard().press("Enter");

        assertThat(row("Slow")).containsText("p99 in 5m above 2 s");
        assertThat(row("Slow")).containsText("API");
        assertThat(page.locator("rule-form dialog")).isHidden();
        assertThat(page.locator("alerts-page [role=status]").first())
                .hasText("The rule is in force with the next evaluation.");
        assertThat(alerts.rules())
                .extracting(StoredRule::text)
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains("\"above\":\"2s\"", "\"labels\":{\"team\":\"shop\"}")
                        .doesNotContain("receivers", "window"));
    }

    @Test
    void writesEveryKindOfCondition() {
        add("Change", "change", () -> {
            field("Metric").fill("rate");
            choose("Is", "below");
            field("Limit").fill("-40%");
            choose("Compared with", "day");
        });
        assertThat(row("Change")).containsText("change of rate in 10m within 1d below -40%");
        add("Silent", "no-data", () -> field("Window").fill("10m"));
        assertThat(row("Silent")).containsText("no calls in 10m");
        add("Budget", "slo", () -> {
            field("Objective").fill("99%");
            field("Good calls take at most").fill("300ms");
            field("Burn rates").fill("2h 10m 5 page, 1d 1h 2");
        });
        assertThat(row("Budget/2h")).containsText("burn rate of 99% within 300 ms in 2h and 10m above 5");
        assertThat(row("Budget/1d")).isVisible();
        add("Odd", "anomaly", () -> {
            choose("Sensitivity", "high");
            field("Least change").fill("30%");
        });
        assertThat(row("Odd")).containsText("unusually high p99 in 1h (high sensitivity, change of 30% or more)");
        open();
        field("Name").fill("Edge");
        choose("Calls of", "edge");
        field("Caller").fill("front");
        field("Callee").fill("kafka orders");
        field("Metric").fill("error-ratio");
        field("Limit").fill("5%");
        field("chat").uncheck();
        press("Add the rule");
        assertThat(row("Edge")).containsText("error-ratio in 5m above 5%");
        assertThat(row("Edge").locator("td").nth(6)).hasText("on-call");
    }

    private void add(String name, String condition, Runnable fill) {
        open();
        field("Name").fill(name);
        field("Service").fill("front");
        choose("The alert fires for", condition);
        fill.run();
        press("Add the rule");
    }

    @Test
    void showsTheLastValuesOfARuleThatIsNotWritten() {
        long now = Instant.now().toEpochMilli() * 1_000_000;
        ShopCalls.generate(calls::add, List.of(), now - 40 * 60_000_000_000L, now);
        open();
        field("Service").fill("front");
        field("Limit").fill("1ms");
        press("Preview values");

        assertThat(page.locator("rule-form .preview p")).hasText("p99 in 5m above 1 ms");
        assertThat(page.locator("rule-form figure svg"))
                .hasAttribute("aria-label", Pattern.compile("^From .* at the end; its condition holds above 1 ms$"));
        field("Limit").fill("2ms");
        assertThat(page.locator("rule-form figure")).hasCount(0);
        assertThat(alerts.rules()).isEmpty();
    }

    @Test
    void changesARuleUnlessSomebodyElseHasChangedIt() {
        StoredRule slow = new StoredRule("Slow", SLOW, "ada", 1);
        StoredRule other = new StoredRule("Slow", SLOW.replace("2s", "3s"), "bob", 2);
        alerts.add(slow);
        page.navigate("/alerts?view=rules");
        press("Edit the rule of Slow");
        assertThat(field("Limit")).hasValue("2s");
        assertThat(field("Labels")).hasValue("team=shop");
        assertThat(field("Name")).hasCount(0);
        field("Limit").fill("1s");
        alerts.replace(slow, other);
        press("Save the rule");
        assertThat(page.locator("rule-form .problem"))
                .hasText(
                        "The rule \"Slow\" has been changed by bob in the meantime: read it again, and repeat the change.");
        assertThat(alerts.rules()).containsExactly(other);

        page.keyboard().press("Escape");
        page.getByText("Refresh").click();
        assertThat(row("Slow")).containsText("p99 in 5m above 3 s");
        press("Edit the rule of Slow");
        field("Limit").fill("1s");
        press("Save the rule");
        assertThat(row("Slow")).containsText("p99 in 5m above 1 s");
    }

    @Test
    void deletesARuleAfterAQuestion() {
        alerts.add(new StoredRule("Slow", SLOW, "ada", 1));
        page.navigate("/alerts?view=rules");
        press("Delete the rule of Slow");
        assertThat(page.locator("rule-deletion h2")).hasText("Delete the rule Slow?");
        page.keyboard().press("Escape");
        assertThat(row("Slow")).isVisible();
        press("Delete the rule of Slow");
        press("Delete");
        assertThat(row("Slow")).hasCount(0);
        assertThat(alerts.rules()).isEmpty();
    }

    @Test
    void mendsARuleThatCannotBeUsedAnyMore() {
        alerts.add(new StoredRule("Slow", SLOW.replace("p99", "mood"), "ada", 1));
        page.navigate("/alerts?view=rules");
        assertThat(page.locator("alerts-page .incomplete").first())
                .containsText("The rule Slow of the API is not in force");
        press("Edit the rule of Slow");
        field("Metric").fill("p95");
        press("Save the rule");
        assertThat(row("Slow")).containsText("p95 in 5m above 2 s");
        assertThat(page.locator("alerts-page .incomplete")).hasCount(0);
    }

    @Test
    void showsRulesOfTheFileReadOnly() {
        page.navigate("/alerts?view=rules");
        assertThat(row("CartIsSlow")).containsText("Rules file, read-only");
        assertThat(row("CartIsSlow").getByRole(AriaRole.BUTTON)).hasCount(0);
        Token token = Token.random();
        try (ServerProcess process = ServerProcess.start(new Settings(Map.of(
                        "dapper.tokens.file", write("tokens", TokenLine.format("reader", "read", "", token)))::get));
                QueryService own = QueryService.start(
                        process, new Readers(traces, calls, alerts), "dapper.query.alerts.rules", settings()[1])) {
            alerts.add(new StoredRule("Slow", SLOW, "ada", 1));
            context.setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + token.text()));
            page.navigate(own.url("/alerts?view=rules"));
            assertThat(row("Slow")).containsText("API, by ada");
            assertThat(page.getByText("Edit…")).hasCount(0);
            assertThat(page.getByText("New rule…")).hasCount(0);
            page.keyboard().press("n");
            assertThat(page.locator("rule-form")).hasCount(0);
        }
    }

    @Test
    void fitsNarrowAndWideWindows() {
        for (int width : List.of(1024, 1920)) {
            page.setViewportSize(width, 800);
            open();
            for (String condition : List.of("threshold", "change", "no-data", "slo", "anomaly")) {
                choose("The alert fires for", condition);
                assertThat(page.locator("rule-form .fields").evaluate("""
                                fields => [...fields.querySelectorAll('*')]
                                    .filter(each => each.getBoundingClientRect().right > fields.getBoundingClientRect().right)
                                    .map(each => each.outerHTML)
                                """))
                        .as("%s at %d", condition, width)
                        .isEqualTo(List.of());
            }
        }
    }
}
