// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dapper.query.testing.ShopTraces;
import dapper.storage.TraceId;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The ways in which the search page shows results: live, grouped, as a table; and the searches that the browser keeps. */
class SearchResultsTest extends ViewerTest {
    private static final long SECOND = 1_000_000_000L;
    private final long now = Instant.now().toEpochMilli() * 1_000_000;

    @Override
    String[] settings() {
        return new String[] {"dapper.query.live.max-tails", "1"};
    }

    @Test
    void showsNewTracesUntilItIsPaused() {
        oneSpan(1, SECOND);
        page.navigate("/search?lookback=5m");
        button("Live").click();
        Locator rows = page.locator("live-tail result-list li");
        assertThat(page.locator("live-tail .words")).hasText("Waiting for new traces");
        awaitFirstLook();

        oneSpan(2, SECOND);
        assertThat(rows).hasCount(1);
        assertThat(rows.first()).containsText("work 2");
        button("Pause").click();
        oneSpan(3, SECOND);
        assertThat(button("Resume (1 new)")).isVisible();
        assertThat(rows).hasCount(1);
        button("Resume (1 new)").click();

        assertThat(rows).hasCount(2);
        assertThat(rows.first()).containsText("work 3");
        assertThat(page.locator("live-tail [role=status]").first()).containsText("2 new traces");
        assertThat(page).hasURL(Pattern.compile("live=on"));
        button("Stop").click();
        assertThat(page.locator("live-tail")).hasCount(0);
    }

    @Test
    void givesTheReasonWhyItCannotFollow() {
        oneSpan(1, SECOND);
        page.navigate("/search?lookback=5m&live=on");
        awaitFirstLook();
        var second = context.newPage();

        second.navigate("/search?lookback=5m&live=on");

        assertThat(second.locator("live-tail .problem"))
                .containsText("As many clients follow searches as the 1 of dapper.query.live.max-tails");
        page.navigate("/services");
        second.locator("live-tail .problem button").click();
        assertThat(second.locator("live-tail .words")).hasText("Waiting for new traces");
    }

    @Test
    void groupsAllResultsByAField() {
        traces.add(ShopTraces.generate(40, now - SECOND));
        page.navigate("/search?limit=20");
        Locator field = page.getByRole(AriaRole.COMBOBOX, new GetByRoleOptions().setName("Field to group by"));
        field.fill("span:sta");
        assertThat(page.locator("result-groups [role=option]").first()).isVisible();
        field.fill("resource.service.name");
        field.press("Enter");
        Locator rows = page.locator("result-groups tbody tr");
        assertThat(rows).hasCount(3);
        assertThat(page).hasURL(Pattern.compile("group=resource.service.name"));

        page.locator("result-groups th button").first().click();
        assertThat(rows).containsText(new String[] {"front", "inventory", "worker"});
        assertThat(rows.first().locator("td")).hasCount(5);
        rows.nth(1).locator("a").first().click();

        assertThat(page.getByLabel("Query in TraceQL")).hasValue("{ resource.service.name = \"inventory\" }");
        page.navigate("/search?limit=20&group=nonsense");
        assertThat(page.locator("result-groups .problem")).isVisible();
        button("Do not group").click();
        assertThat(page.locator("result-groups .problem")).hasCount(0);
    }

    @Test
    void sortsAllResults() {
        slowTracesBeforeManyNewerOnes();
        page.navigate("/search?lookback=5m&limit=20");
        Locator rows = page.locator("result-list li");
        Locator heading = page.locator(".results h1");
        assertThat(heading).hasText("Newest 20 traces");
        assertThat(rows.first()).containsText("new");

        page.getByLabel("Order").selectOption("Slowest first");
        assertThat(heading).hasText("Slowest 20 of 43 traces");
        assertThat(rows.first()).containsText("work 2");
        assertThat(rows.nth(1)).containsText("work 3");
        assertThat(page).hasURL(Pattern.compile("sort=-duration"));
        page.locator("more-results").scrollIntoViewIfNeeded();
        assertThat(rows).hasCount(40);
        page.locator("more-results").scrollIntoViewIfNeeded();
        assertThat(rows).hasCount(43);
        assertThat(heading).hasText("43 traces");
        assertThat(page.getByText("That is all of them.")).isVisible();

        page.reload();
        assertThat(page.getByLabel("Order")).hasValue("-duration");
        assertThat(rows.first()).containsText("work 2");
        traces.stopEarly("stopped after 7 index entries");
        page.getByLabel("Order").selectOption("Oldest first");
        assertThat(page.locator(".incomplete"))
                .containsText("stopped after 7 index entries, so others may come before these; narrow the search");
    }

    @Test
    void sortsATable() {
        slowTracesBeforeManyNewerOnes();
        page.navigate("/search?lookback=5m&limit=20");
        button("Table").click();
        Locator rows = page.locator("result-table tbody tr");
        assertThat(rows).hasCount(20);

        button("Duration").click();
        assertThat(rows.first()).containsText("work 2");
        assertThat(page).hasURL(Pattern.compile("view=table&sort=-duration"));
        assertThat(page.locator(".note")).hasCount(0);
        button("Duration").click();
        assertThat(rows.first()).containsText("new");
        assertThat(page.locator(".results h1")).hasText("Fastest 20 of 43 traces");
        button("Operation").click();
        assertThat(page.getByText("The column Operation sorts the 20 traces above."))
                .isVisible();
        assertThat(page.getByLabel("Order").locator("option:checked")).hasText("By operation");
        page.keyboard().press("Escape");
        page.locator(".results").focus();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/trace/"));
    }

    private void slowTracesBeforeManyNewerOnes() {
        for (int i = 1; i <= 3; i++) {
            long start = now - (200 + i) * SECOND;
            long duration = (i == 2 ? 4 : i) * SECOND;
            traces.add(List.of(span(new TraceId(0, i), i, 0, start, start + duration)
                    .name("work " + i)
                    .build()));
        }
        for (int i = 100; i < 140; i++) {
            traces.add(List.of(span(new TraceId(0, i), i, 0, now - 100 * SECOND, now - 100 * SECOND + 5)
                    .name("new")
                    .build()));
        }
    }

    @Test
    void opensTheSpanThatMatched() {
        traces.add(ShopTraces.generate(8, now - SECOND));
        page.navigate("/search?q={ resource.service.name = \"worker\" }");
        Locator matched = page.locator("result-list li").first().locator(".matched");
        assertThat(matched).containsText(Pattern.compile("\\d+ of \\d+ spans match"));

        matched.locator("a").first().click();

        assertThat(page).hasURL(Pattern.compile("/trace/.*\\?span="));
        assertThat(page.locator("span-details")).containsText("worker");
        page.navigate("/search");
        assertThat(page.locator("result-list li")).hasCount(8);
        assertThat(page.locator(".matched")).hasCount(0);
    }

    @Test
    void keepsSearchesInTheBrowser() {
        traces.add(ShopTraces.generate(8, now - SECOND));
        page.navigate("/search?q={ status = error }&lookback=3h");
        Locator recent = page.locator("kept-searches ul[aria-label='Recent searches'] li");
        Locator saved = page.locator("kept-searches ul[aria-label='Saved searches'] li");
        assertThat(recent).hasCount(1);
        button("Save this search…").click();
        page.getByLabel("Name of the search").fill("Failures");
        page.keyboard().press("Enter");
        assertThat(saved).hasText(new String[] {"Failures"});

        page.navigate("/search");
        assertThat(page.locator("result-list li")).hasCount(8);
        assertThat(recent).hasCount(1);
        saved.locator("a").click();
        assertThat(page.getByLabel("Query in TraceQL")).hasValue("{ status = error }");
        assertThat(page).hasURL(Pattern.compile("lookback=3h"));
        button("Remove Failures").click();
        assertThat(saved).hasCount(0);
        button("Remove all").click();
        assertThat(recent).hasCount(0);
    }

    @Test
    void keepsSearchesWithoutStorageUntilThePageIsClosed() {
        context.addInitScript(
                "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });");
        traces.add(ShopTraces.generate(8, now - SECOND));

        page.navigate("/search?q={ status = error }");

        assertThat(page.locator("kept-searches .note")).containsText("This browser keeps nothing for this page");
        assertThat(page.locator("kept-searches li")).hasCount(1);
    }

    @Test
    void showsTimesOfTheReadersZoneOrOfUtc() {
        long noon = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli() * 1_000_000;
        traces.add(List.of(span(new TraceId(0, 1), 1, 0, noon, noon + SECOND).build()));
        var options = new Browser.NewContextOptions().setTimezoneId("Asia/Kolkata");
        try (BrowserContext india = context.browser().newContext(options.setBaseURL(service.url("")))) {
            Page there = india.newPage();
            there.navigate("/search?start=2026-01-31T11:30:00Z&end=2026-01-31T12:30:00Z");
            Locator when = there.locator("result-list li");
            Locator start = there.locator("search-form [name=start]");
            assertThat(when).containsText("2026-01-31 17:30:00.000");
            assertThat(start).hasValue(Pattern.compile("2026-01-31T17:00(:00)?"));
            assertThat(there.locator("#label-start")).hasText("From UTC+05:30");

            there.getByLabel("Times: local").click();
            assertThat(when).containsText("2026-01-31 12:00:00.000");
            there.reload();
            assertThat(start).hasValue(Pattern.compile("2026-01-31T11:30(:00)?"));
            assertThat(there.locator("#label-start")).hasText("From UTC");
            start.fill("2026-01-31T11:45:01");
            there.getByText("Find traces").click();

            assertThat(there).hasURL(Pattern.compile("start=2026-01-31T11:45:01.000Z"));
            assertThat(when).containsText("2026-01-31 12:00:00.000");
        }
    }

    private void awaitFirstLook() {
        while (!service.get("/metrics").body().contains("dapper_query_live_looks_total 1.0")) {
            Thread.onSpinWait();
        }
    }

    private void oneSpan(long id, long duration) {
        long end = Instant.now().toEpochMilli() * 1_000_000;
        traces.add(List.of(span(new TraceId(0, id), id, 0, end - duration, end)
                .name("work " + id)
                .build()));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }
}
