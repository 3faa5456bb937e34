// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import dapper.storage.TraceId;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Selects areas of time and duration in the plots of the search page. */
class SearchAreaTest extends ViewerTest {
    private static final long SECOND = 1_000_000_000L;
    private final long now = Instant.now().toEpochMilli() * 1_000_000;

    @Test
    void searchesInAnAreaOfThePlot() {
        oneSpan(1, now - 60 * SECOND, SECOND / 100);
        oneSpan(2, now - 30 * SECOND, SECOND);
        oneSpan(3, now - 10 * SECOND, SECOND / 100);
        page.navigate("/search?lookback=5m");
        Locator rows = page.locator("result-list li");
        assertThat(rows).hasCount(3);

        // The upper half of the plot has the slow trace only.
        drag(page.locator("scatter-plot svg"), 0.3, 0.05, 0.8, 0.5);

        assertThat(rows).hasCount(1);
        assertThat(page.locator("area-bar [role=status]")).containsText("Selected: 1 of the 3 loaded traces");
        assertThat(page).hasURL(Pattern.compile("/search\\?lookback=5m&area=traces/.*Z/.*Z/.*ms/.*s$"));
        page.reload();
        assertThat(rows).hasCount(1);
        page.locator("area-bar a").last().click();
        assertThat(page)
                .hasURL(Pattern.compile(
                        "/explain\\?q=.*&selected=.*trace:duration.*&lookback=5m&selectedStart=.*Z&selectedEnd=.*Z$"));
        assertThat(page.locator(".sides")).containsText("Selected");
        page.goBack();
        assertThat(page.locator("area-bar")).isVisible();
        page.keyboard().press("Escape");
        assertThat(rows).hasCount(3);
        assertThat(page).hasURL(Pattern.compile("/search\\?lookback=5m$"));

        drag(page.locator("scatter-plot svg"), 0.3, 0.05, 0.8, 0.5);
        page.getByText("Search in the selection").click();
        assertThat(page.getByLabel("Query in TraceQL"))
                .hasValue(
                        Pattern.compile("\\{ nestedSetParent < 0 && trace:duration >= .*s && trace:duration <= .*s }"));
        assertThat(rows).hasCount(1);
        assertThat(page.locator("area-bar")).hasCount(0);
        assertThat(page.locator("search-form [name=start]")).not().hasValue("");
    }

    @Test
    void movesTheAreaByKeys() {
        oneSpan(1, now - 60 * SECOND, SECOND / 100);
        oneSpan(2, now - 35 * SECOND, SECOND / 10);
        oneSpan(3, now - 10 * SECOND, SECOND);
        page.navigate("/search?lookback=5m");
        Locator rows = page.locator("result-list li");
        assertThat(rows).hasCount(3);

        page.locator("scatter-plot .plot").focus();
        page.keyboard().press("ArrowUp");
        assertThat(rows).hasCount(1);
        assertThat(rows).containsText("work 2");
        for (int i = 0; i < 5; i++) {
            page.keyboard().press("Shift+ArrowUp");
            page.keyboard().press("Shift+ArrowRight");
        }
        assertThat(rows).hasCount(2);
        page.keyboard().press("Escape");
        assertThat(rows).hasCount(3);
    }

    @Test
    void countsTheDurationsOfAllResultsWhereTheyAreMoreThanAPage() {
        for (int i = 1; i <= 30; i++) {
            oneSpan(i, now - i * 2 * SECOND, i <= 20 ? SECOND / 100 : SECOND);
        }
        page.navigate("/search?lookback=5m&limit=20");
        Locator map = page.locator("latency-chart");
        assertThat(map.locator("h2")).hasText("Durations of all 30 root spans");
        assertThat(page.locator("result-list li")).hasCount(20);

        // The slow ones are beyond the page.
        drag(map.locator(".u-over"), 0.02, 0.02, 0.98, 0.5);
        assertThat(page).hasURL(Pattern.compile("area=spans/"));
        assertThat(page.locator("area-bar [role=status]")).containsText("Selected: ");
        page.getByText("Search in the selection").click();

        assertThat(page.locator("search-page h1")).hasText("10 traces");
        assertThat(page.locator("scatter-plot a")).hasCount(10);
    }

    @Test
    void choosesBetweenAllResultsAndThoseLoaded() {
        for (int i = 1; i <= 30; i++) {
            oneSpan(i, now - i * SECOND, SECOND / 100);
        }
        page.navigate("/search?lookback=5m&limit=20");
        Locator map = page.locator("latency-chart .plot");
        assertThat(map).isVisible();
        map.focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("area-bar")).isVisible();
        Locator area = page.locator("latency-chart .u-select");
        assertThat(area).isVisible();
        double width = area.boundingBox().width;
        page.setViewportSize(1600, 900);
        page.waitForCondition(() -> area.boundingBox().width > width + 20);
        page.keyboard().press("Escape");
        assertThat(page.locator("area-bar")).hasCount(0);
        assertThat(area).isHidden();

        page.getByText("Loaded traces").click();

        assertThat(page.locator("scatter-plot a")).hasCount(20);
        assertThat(page).hasURL(Pattern.compile("plot=scatter"));
        page.locator("more-results").scrollIntoViewIfNeeded();
        assertThat(page.locator("scatter-plot a")).hasCount(30);
    }

    @Test
    void explainsWhyAHeatMapIsMissing() {
        for (int i = 1; i <= 30; i++) {
            oneSpan(i, now - i * SECOND, SECOND / 100);
        }
        page.route("**/api/v1/metrics/**", route -> route.abort());

        page.navigate("/search?lookback=5m&limit=20");

        assertThat(page.locator("latency-map"))
                .containsText("No heat map of this search: The query service cannot be reached.");
        assertThat(page.locator("result-list li")).hasCount(20);
    }

    private void drag(Locator plot, double fromX, double fromY, double toX, double toY) {
        BoundingBox box = plot.boundingBox();
        page.mouse().move(box.x + fromX * box.width, box.y + fromY * box.height);
        page.mouse().down();
        page.mouse().move(box.x + (fromX + toX) / 2 * box.width, box.y + (fromY + toY) / 2 * box.height);
        page.mouse().move(box.x + toX * box.width, box.y + toY * box.height);
        page.mouse().up();
    }

    private void oneSpan(long id, long start, long duration) {
        traces.add(List.of(span(new TraceId(0, id), id, 0, start, start + duration)
                .name("work " + id)
                .build()));
    }
}
