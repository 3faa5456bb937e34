// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dapper.query.testing.ShopTraces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Further results of a search, which the list of traces loads. */
class MoreResultsTest extends ViewerTest {
    private final long now = Instant.now().toEpochMilli() * 1_000_000;

    @Test
    void loadsFurtherTracesWhenTheEndOfTheListScrollsIntoSight() {
        traces.add(ShopTraces.generate(65, now - 1_000_000_000));
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().contains("cursor=")) {
                asked.add(request.url());
            }
        });
        page.navigate("/search?limit=20");
        Locator rows = page.locator("result-list li");
        Locator end = page.locator("more-results");

        assertThat(page.locator("search-page h1")).hasText("Newest 20 traces");
        assertThat(rows).hasCount(20);
        for (int loaded : new int[] {40, 60}) {
            end.scrollIntoViewIfNeeded();
            assertThat(rows).hasCount(loaded);
            assertThat(end.getByRole(AriaRole.STATUS)).hasText("20 more traces loaded, " + loaded + " in the list.");
        }
        end.scrollIntoViewIfNeeded();
        assertThat(rows).hasCount(65);
        assertThat(end.getByRole(AriaRole.STATUS))
                .hasText("5 more traces loaded, 65 in the list. That is all of them.");
        assertThat(end.locator("button")).hasCount(0);
        assertThat(asked).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void loadsFurtherTracesUntilTheyFillTheWindow() {
        traces.add(ShopTraces.generate(60, now - 1_000_000_000));
        page.setViewportSize(1280, 2_000);

        page.navigate("/search?limit=5");

        Locator rows = page.locator("result-list li");
        assertThat(rows.nth(15)).isAttached();
        assertThat(page.locator("more-results")).not().isInViewport();
        assertThat(rows.count()).isLessThan(50).matches(count -> count % 5 == 0);
    }

    @Test
    void loadsFurtherTracesByKeyboardWhereTheBrowserDoesNotObserveTheEnd() {
        traces.add(ShopTraces.generate(45, now - 1_000_000_000));
        page.addInitScript("delete window.IntersectionObserver");
        page.navigate("/search?limit=20");
        Locator rows = page.locator("result-list li");
        assertThat(rows).hasCount(20);

        button("Load older traces").focus();
        page.keyboard().press("Enter");
        assertThat(rows).hasCount(40);
        assertThat(button("Load older traces")).isFocused();
        page.keyboard().press("Enter");
        assertThat(rows).hasCount(45);
        assertThat(page.getByText("That is all of them.")).isVisible();
        assertThat(page.locator("search-page .results")).isFocused();
    }

    @Test
    void keepsTheTracesIfFurtherOnesCannotBeLoadedAndTriesAgainOnRequest() {
        traces.add(ShopTraces.generate(45, now - 1_000_000_000));
        page.navigate("/search?limit=20");
        Locator rows = page.locator("result-list li");
        assertThat(rows).hasCount(20);
        List<String> failed = new ArrayList<>();
        page.onResponse(response -> {
            if (response.status() == 503) {
                failed.add(response.url());
            }
        });
        traces.goDown(true);
        page.locator("more-results").scrollIntoViewIfNeeded();
        assertThat(page.locator("more-results").getByRole(AriaRole.ALERT))
                .hasText("Further traces could not be loaded. The trace store does not answer at the moment: try again"
                        + " in a few seconds.");
        rows.first().scrollIntoViewIfNeeded();
        page.locator("more-results").scrollIntoViewIfNeeded();
        assertThat(rows).hasCount(20);
        assertThat(failed).hasSize(1);

        traces.goDown(false);
        button("Try again").click();
        assertThat(rows).hasCount(40);
        assertThat(page.locator("more-results").getByRole(AriaRole.ALERT)).hasCount(0);
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
    }
}
