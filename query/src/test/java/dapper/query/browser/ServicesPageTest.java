// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dapper.query.testing.ShopCalls;
import dapper.query.testing.ShopTraces;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.Durations;
import dapper.storage.calls.ServiceProcess;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ServicesPageTest extends ViewerTest {
    private static final long MINUTE = 60_000_000_000L;
    private final long now = Instant.now().toEpochMilli() * 1_000_000;

    private void storeTheShop() {
        ShopCalls.generate(calls::add, ShopTraces.generate(16, now - MINUTE), now - 10 * MINUTE, now);
    }

    private Locator names() {
        return page.locator("services-table tbody a");
    }

    private Locator head(String title) {
        return page.getByRole(AriaRole.COLUMNHEADER)
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(
                                AriaRole.BUTTON,
                                new Page.GetByRoleOptions().setName(title).setExact(true))));
    }

    @Test
    void showsARowOfEachService() {
        storeTheShop();
        traces.add(List.of(span(new TraceId(1, 1), 1, 0, now - MINUTE, now - MINUTE + 5)
                .service("foreign")
                .kind(SpanKind.SERVER)
                .traceState("ot=th:c")
                .build()));
        page.navigate("/services?lookback=15m&sort=name");

        assertThat(page.locator("services-page h1")).hasText("4 services");
        assertThat(names()).hasText(new String[] {"foreign", "front", "inventory", "worker"});
        Locator front = page.locator("services-table tbody tr").nth(1);
        assertThat(front.locator("td").nth(1)).hasText(Pattern.compile("^\\d.*/(s|min)$"));
        assertThat(front.locator("svg")).hasCount(2);
        assertThat(front.locator("svg").first()).hasAttribute("aria-label", Pattern.compile("^Rate from .* to .*/s$"));
        Locator foreign = page.locator("services-table tbody tr").first();
        assertThat(foreign.locator(".only")).hasText("estimated");
        assertThat(foreign.locator("td").nth(1)).hasText(Pattern.compile("^\\d.*/(s|min|h)$"));
        assertThat(foreign.locator("td.day")).hasText("–");
        assertThat(front.locator(".only")).hasCount(0);
        assertThat(page.locator("services-page .exactness")).hasCount(0);
        assertThat(page.locator("services-page p.note")).containsText("Rows that are marked “estimated”");
        assertThat(page).hasTitle("Services · Dapper");
        assertThat(page.locator("top-bar [aria-current=page]")).hasText("Services");
    }

    @Test
    void fitsANarrowWindowWithLargeNumbers() {
        CallSeries many = new CallSeries();
        many.durations().addBucket(Durations.bucketOf(0.142), 1_368_000);
        calls.add(new CallReport(
                new ServiceProcess("recommendations-of-the-day", "a", "", "java", ""),
                now - 20 * MINUTE - 10_000_000_000L,
                now - 20 * MINUTE,
                Map.of(new CallKey(CallKind.HTTP_SERVER, "GET /", "", "503", "503"), many)));
        page.setViewportSize(1024, 800);
        page.navigate("/services?lookback=1h");

        assertThat(page.locator("services-table td.day")).hasText("1,368,000");
        assertThat(page.locator("services-table time").last()).hasText("20 min ago");
        assertThat(Layout.overflowing(page)).isEmpty();
    }

    @Test
    void sortsByEachColumnAndKeepsTheOrderInTheAddress() {
        storeTheShop();
        page.navigate("/services?lookback=15m");

        assertThat(head("Rate")).hasAttribute("aria-sort", "descending");
        head("Service").getByRole(AriaRole.BUTTON).click();
        assertThat(names()).hasText(new String[] {"front", "inventory", "worker"});
        assertThat(head("Service")).hasAttribute("aria-sort", "ascending");
        assertThat(head("Rate")).hasAttribute("aria-sort", "none");
        assertThat(page).hasURL(Pattern.compile("sort=name"));
        head("Service").getByRole(AriaRole.BUTTON).click();
        assertThat(names()).hasText(new String[] {"worker", "inventory", "front"});
        page.reload();
        assertThat(names()).hasText(new String[] {"worker", "inventory", "front"});
        assertThat(page.locator("services-table th[aria-sort]")).hasCount(10);
    }

    @Test
    void filtersWithoutARequest() {
        ShopCalls.many(calls::add, 200, now - 10 * MINUTE, now);
        page.navigate("/services?lookback=15m");
        assertThat(page.locator("services-page h1")).hasText("200 services");
        List<String> asked = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (request.url().contains("/api/")) {
                asked.add(request.url());
            }
        });

        page.keyboard().press("/");
        assertThat(page.getByLabel("Filter by name")).isFocused();
        page.keyboard().type("service-19");
        assertThat(names()).hasCount(10);
        assertThat(page.locator("services-page h1")).hasText("10 of 200 services");
        assertThat(page).hasURL(Pattern.compile("filter=service-19"));
        page.getByLabel("Filter by name").fill("nothing");
        assertThat(page.locator("services-page [role=status]")).hasText("No service has this text in its name.");
        assertThat(asked).isEmpty();
    }

    @Test
    void leadsToAServiceByKeyboardAndBackToItsRow() {
        storeTheShop();
        page.navigate("/services?lookback=15m&sort=name");
        assertThat(names()).hasCount(3);

        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        assertThat(names().nth(1)).isFocused();
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/service/inventory\\?lookback=15m$"));
        assertThat(page.locator("service-page h1")).hasText("inventory");
        page.goBack();
        assertThat(page).hasURL(Pattern.compile("/services\\?lookback=15m&sort=name$"));
        assertThat(names().nth(1)).isFocused();
        page.locator("services-table tbody tr").nth(2).click();
        assertThat(page).hasURL(Pattern.compile("/service/worker\\?lookback=15m$"));
    }

    @Test
    void keepsTheTimeRangeFromPageToPage() {
        storeTheShop();
        page.navigate("/search?lookback=3h");
        page.locator("top-bar nav").getByText("Services").click();
        assertThat(page).hasURL(Pattern.compile("/services\\?lookback=3h$"));
        page.locator("services-page range-choice select").selectOption("15m");
        assertThat(page).hasURL(Pattern.compile("/services\\?lookback=15m$"));
        page.goBack();
        assertThat(page.locator("services-page range-choice select")).hasValue("3h");
        page.locator("services-page range-choice select").selectOption("custom");
        page.locator("services-page input[name=start]").fill("2026-01-31T12:00");
        page.locator("services-page input[name=end]").fill("2026-01-31T11:00");
        page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("range-choice .mistake")).hasText("Must be after the start");
        page.locator("services-page input[name=end]").fill("2026-01-31T13:00");
        page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page).hasURL(Pattern.compile("/services\\?start=.*&end=.*$"));
    }

    @Test
    void statesThatNothingIsThereOrMissing() {
        page.navigate("/services");
        assertThat(page.locator("services-page h2")).hasText("No service has sent anything yet");
        page.getByText("How to attach the agent").click();
        assertThat(page.locator("first-run h1")).isVisible();

        storeTheShop();
        calls.stopEarly("stopped after 3 rows");
        page.navigate("/services");
        assertThat(page.locator(".incomplete")).containsText("front: stopped after 3 rows");
        traces.goDown(true);
        page.getByText("Refresh").click();
        assertThat(page.locator("services-page error-message")).isVisible();
        traces.goDown(false);
        page.getByText("Refresh").click();
        assertThat(names()).hasCount(3);
        page.navigate("/services?lookback=soon");
        assertThat(page.locator("services-page error-message h1")).hasText("The services cannot be shown");
    }
}
