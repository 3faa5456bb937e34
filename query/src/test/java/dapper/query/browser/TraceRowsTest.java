// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dapper.query.testing.SlowTrace;
import dapper.query.testing.TestSpan;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows that the waterfall shows: folds, the filter, the time range; and their colours. */
class TraceRowsTest extends ViewerTest {
    private static final long MS = 1_000_000;
    private static final TraceId SLOW = new TraceId(0x510, 1);
    private static final TraceId SHOP = new TraceId(0x510, 2);
    private static final String[] FOLDED = {"GET /orders", "GET", "load orders", "SELECT price"};
    private final long start = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli() * MS;

    @BeforeEach
    void storeTraces() {
        traces.add(SlowTrace.of(SLOW, start));
        traces.add(List.of(
                shop(1, 0, 0, 100).kind(SpanKind.SERVER).name("POST /order").build(),
                shop(2, 1, 10, 60).name("reserve").build(),
                shop(3, 2, 15, 30).service("stock").name("SELECT stock").build(),
                shop(4, 2, 30, 55)
                        .service("stock")
                        .name("UPDATE stock")
                        .error("lock timeout")
                        .attribute("rows", 3L)
                        .build(),
                shop(5, 1, 60, 90).name("render").build()));
    }

    private TestSpan shop(long id, long parent, long from, long to) {
        return span(SHOP, id, parent, start + from * MS, start + to * MS).service("shop");
    }

    @Test
    void foldsEqualSiblingsIntoOneRowWithTheirSums() {
        page.navigate("/trace/" + SLOW);

        assertThat(operations()).hasText(FOLDED);
        Locator fold = page.locator(".row.fold");
        assertThat(fold.locator(".repeats")).hasText("40 ×");
        assertThat(fold.locator(".sums")).hasText("400 ms total, 400 ms self");
        assertThat(fold)
                .hasAttribute("title", "40 equal spans SELECT price: 400 ms total, 400 ms self, the longest 10 ms");
        fold.locator(".repeats").click();
        assertThat(page.locator("#span-8")).isVisible();
        page.locator(".repeats").click();
        assertThat(operations()).hasText(FOLDED);
        press("F");
        assertThat(page).hasURL(Pattern.compile("folds=off"));
        assertThat(page.locator("#span-8")).isVisible();
        page.reload();
        assertThat(page.locator("#span-8")).isVisible();
    }

    @Test
    void foldsSiblingsThatRepeatInTurn() {
        TraceId items = new TraceId(0x510, 3);
        List<Span> spans = new ArrayList<>();
        spans.add(span(items, 1, 0, start, start + 400 * MS)
                .service("shop")
                .name("POST /order")
                .build());
        for (int i = 0; i < 12; i++) {
            long at = start + (10 + 30 * i) * MS;
            spans.add(span(items, 2 + 2 * i, 1, at, at + 10 * MS)
                    .service("shop")
                    .name("SELECT stock")
                    .build());
            spans.add(span(items, 3 + 2 * i, 1, at + 12 * MS, at + 20 * MS)
                    .service("stock")
                    .name("UPDATE stock")
                    .build());
        }
        traces.add(spans);
        page.navigate("/trace/" + items);

        assertThat(operations()).hasText(new String[] {"POST /order", "SELECT stock, UPDATE stock"});
        Locator fold = page.locator(".row.fold");
        assertThat(fold.locator(".repeats")).hasText("12 ×");
        assertThat(fold.locator(".service")).hasText("shop, stock");
        assertThat(fold)
                .hasAttribute(
                        "title",
                        "12 times in turn SELECT stock, UPDATE stock: 216 ms total, 216 ms self, the longest span 10 ms");
        press("ArrowDown", "ArrowRight");
        assertThat(page.locator("#span-2 .operation")).hasText("UPDATE stock");
        press("End", "f");
        assertThat(operations()).hasCount(2);
    }

    @Test
    void opensAndClosesFoldsWithTheKeyboard() {
        page.navigate("/trace/" + SLOW);
        assertThat(operations()).hasText(FOLDED);

        press("End", "ArrowRight", "ArrowDown");
        assertThat(page.locator(".row.cursor")).hasAttribute("id", "span-4");
        press("f");
        assertThat(operations()).hasText(FOLDED);
        assertThat(page.locator(".row.cursor")).hasAttribute("id", "span-3");
        press("ArrowLeft");
        assertThat(page.locator(".row.cursor .operation")).hasText("load orders");
    }

    @Test
    void opensAFoldForALinkToOneOfItsSpansAndForAMatchInIt() {
        page.navigate("/trace/" + SLOW + "?span=0000000000000010");
        assertThat(page.locator(".row.opened")).hasAttribute("id", "span-15");
        assertThat(page.locator("#span-8")).isVisible();

        page.navigate("/trace/" + SLOW + "?q=0000000000000010");
        assertThat(page.locator(".row.fold.match")).hasCount(1);
        press("n");
        assertThat(page.locator(".row.match")).hasAttribute("id", "span-15");
        assertThat(page.locator("#span-8")).isVisible();
    }

    @Test
    void marksAFoldWhoseSpansAreTheReasonOfAnInsight() {
        page.navigate("/trace/" + SLOW);
        page.locator("trace-insights button").first().click();

        assertThat(operations()).hasText(FOLDED);
        assertThat(page.locator(".row.marked .operation")).hasText("SELECT price");
    }

    @Test
    void dimsOrHidesTheSpansThatDoNotMeetTheFilter() {
        page.navigate("/trace/" + SHOP);
        button("Filter").click();
        page.locator("filter-panel").getByLabel("Service").selectOption("stock");
        assertThat(page.locator(".found")).hasText("2 found");
        assertThat(page.locator(".row.dim .operation")).hasText(new String[] {"POST /order", "reserve", "render"});
        page.getByLabel("Errors").selectOption("true");
        assertThat(page.locator(".row.match .operation")).hasText("UPDATE stock");
        page.getByText("Hidden", exactly()).click();
        assertThat(operations()).hasText(new String[] {"POST /order", "reserve", "UPDATE stock"});
        assertThat(page).hasURL(Pattern.compile("service=stock&error=true&others=hidden"));
        press("Escape");
        assertThat(page.locator("filter-panel").getByLabel("Service")).not().isVisible();
        assertThat(button("Filter 2")).isFocused();

        page.reload();
        assertThat(operations()).hasText(new String[] {"POST /order", "reserve", "UPDATE stock"});
        button("Filter 2").click();
        button("Clear the filter").click();
        assertThat(operations()).hasCount(5);
    }

    @Test
    void filtersByKindDurationAndTraceQl() {
        page.navigate("/trace/" + SHOP + "?others=hidden&kind=server");
        assertThat(operations()).hasText(new String[] {"POST /order"});

        page.navigate("/trace/" + SHOP + "?others=hidden&minDuration=20ms&maxDuration=40ms");
        assertThat(operations()).hasText(new String[] {"POST /order", "reserve", "UPDATE stock", "render"});

        page.navigate("/trace/" + SHOP);
        button("Filter").click();
        page.getByLabel("TraceQL").fill("{ span.rows > 2 }");
        page.getByLabel("TraceQL").press("Enter");
        assertThat(page.locator(".row.match .operation")).hasText("UPDATE stock");
        page.getByLabel("TraceQL").fill("{ span.rows > }");
        page.getByLabel("TraceQL").press("Enter");
        assertThat(page.locator("filter-panel .problem")).containsText("Line 1, column 15: expected");
        assertThat(page.locator(".found")).hasText("see the filter");
        page.getByLabel("TraceQL").fill("");
        page.getByLabel("Longer than").fill("5 parsecs");
        page.getByLabel("Longer than").press("Enter");
        assertThat(page.locator("filter-panel .problem"))
                .hasText("“5 parsecs” is no duration: write a number with a unit, such as 250us, 5ms, 1.5s or 2m.");
    }

    @Test
    void saysThatNoSpanIsLeft() {
        page.navigate("/trace/" + SHOP + "?others=hidden&q=nothing");
        assertThat(page.locator("trace-waterfall .none")).containsText("No span is left");
        press("ArrowDown", "End", "n", "e", "ArrowRight", "f");
        page.getByLabel("Find in trace").fill("render");
        assertThat(operations()).hasText(new String[] {"POST /order", "render"});
    }

    @Test
    void leavesOutTheRowsThatHaveNoPartInTheTimeShown() {
        page.navigate("/trace/" + SHOP);
        button("View").click();
        page.getByLabel("Only rows in the time shown").check();
        assertThat(page).hasURL(Pattern.compile("rows=view"));
        assertThat(operations()).hasCount(5);
        press("Escape");
        BoundingBox map = page.locator("mini-map").boundingBox();
        page.mouse().move(map.x + map.width * 0.65, map.y + 20);
        page.mouse().down();
        page.mouse().move(map.x + map.width * 0.8, map.y + 20);
        page.mouse().up();
        assertThat(operations()).hasText(new String[] {"POST /order", "render"});
        page.reload();
        assertThat(operations()).hasText(new String[] {"POST /order", "render"});
        button("Whole time").click();
        assertThat(operations()).hasCount(5);
    }

    @Test
    void keepsTheWidthOfTheNamesFromTraceToTrace() {
        page.navigate("/trace/" + SHOP);
        Locator divider = page.getByLabel("Width of the names");
        assertThat(divider).hasAttribute("aria-valuenow", "36");
        divider.focus();
        press("ArrowRight", "ArrowRight");
        String width = divider.getAttribute("aria-valuenow");
        page.reload();
        assertThat(divider).hasAttribute("aria-valuenow", width);
        assertThat(divider).not().hasAttribute("aria-valuenow", "36");
    }

    @Test
    void coloursBarsByOperationAndSelfTimeWithALegend() {
        page.navigate("/trace/" + SHOP);
        button("View").click();
        button("Operation").click();
        assertThat(page).hasURL(Pattern.compile("color=operation"));
        assertThat(page.getByLabel("Colours of the bars").locator(".name"))
                .hasText(new String[] {"render", "UPDATE stock", "POST /order", "SELECT stock", "reserve"});
        assertThat(colorOf(1)).isNotEqualTo(colorOf(2));
        button("Self time").click();
        assertThat(page.getByLabel("Colours of the bars").locator(".name"))
                .hasText(new String[] {"≥ 9 ms", "≥ 3 ms", "≥ 900 µs", "< 900 µs"});
        assertThat(page.locator(".row .length"))
                .hasText(new String[] {"self 20 ms", "self 10 ms", "self 15 ms", "self 25 ms", "self 30 ms"});
        page.reload();
        assertThat(page.locator(".row .length").first()).hasText("self 20 ms");
    }

    @Test
    void hasItsToolbarInOneRow() {
        for (int width : new int[] {1024, 1280, 1920}) {
            page.setViewportSize(width, 800);
            page.navigate("/trace/" + SHOP + "?from=10000000&to=50000000&kind=server");
            assertThat(button("Whole time")).isVisible();
            assertThat(page.locator("trace-toolbar").boundingBox().height)
                    .as("%d pixels", width)
                    .isLessThan(50);
            assertThat(button("View").boundingBox().x + button("View").boundingBox().width)
                    .isLessThanOrEqualTo(width);
        }
    }

    private Object colorOf(int position) {
        return page.locator("#span-" + position + " .bar").evaluate("bar => getComputedStyle(bar).backgroundColor");
    }

    private Locator operations() {
        return page.locator(".row .operation");
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    private static com.microsoft.playwright.Page.GetByTextOptions exactly() {
        return new com.microsoft.playwright.Page.GetByTextOptions().setExact(true);
    }

    private void press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }
}
