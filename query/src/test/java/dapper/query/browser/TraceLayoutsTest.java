// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dapper.query.testing.TestSpan;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The flame graph and the statistics of a trace, and the width of its details. */
class TraceLayoutsTest extends ViewerTest {
    private static final TraceId ID = new TraceId(7, 21);
    private static final TraceId DEEP = new TraceId(7, 22);
    private static final long MS = 1_000_000;
    private static final long START = 1_790_000_000_000_000_000L;

    /** 100 ms: two calls of stock with a query each (60 ms, the second one failed), and one of mail. */
    @BeforeEach
    void store() {
        traces.add(List.of(
                part("shop", 1, 0, 0, 100).name("order").build(),
                part("stock", 2, 1, 0, 30).name("reserve").build(),
                part("stock", 3, 2, 0, 10).name("query").build(),
                part("stock", 4, 1, 30, 60).name("reserve").error("none left").build(),
                part("stock", 5, 4, 30, 40).name("query").build(),
                part("mail", 6, 1, 60, 90).name("send").build()));
    }

    private static TestSpan part(String service, long id, long parent, long from, long to) {
        return span(ID, id, parent, START + from * MS, START + to * MS).service(service);
    }

    @Test
    void areChosenByButtonKeyAndAddress() {
        page.navigate("/trace/" + ID);
        assertThat(page.locator(".row")).hasCount(6);
        layout("Flame graph").click();
        assertThat(page).hasURL(Pattern.compile("layout=flame"));
        assertThat(page.locator(".frame")).hasCount(5);
        assertThat(page.locator("mini-map")).hasCount(0);
        page.keyboard().press("v");
        assertThat(page).hasURL(Pattern.compile("layout=statistics"));
        assertThat(page.locator("tbody tr")).hasCount(4);
        page.reload();
        assertThat(layout("Statistics")).hasAttribute("aria-pressed", "true");
        page.keyboard().press("v");
        assertThat(page.locator(".row")).hasCount(6);
        page.goBack();
        page.goBack();
        assertThat(layout("Flame graph")).hasAttribute("aria-pressed", "true");
    }

    @Test
    void resizesTheDetailsByPointerAndKeysAndKeepsTheWidth() {
        page.navigate("/trace/" + ID + "?span=0000000000000002");
        Locator details = page.locator("span-details");
        Locator divider = page.getByLabel("Width of the waterfall beside the details");
        assertThat(divider).hasAttribute("role", "separator");
        double usual = details.boundingBox().width;
        BoundingBox line = divider.boundingBox();
        page.mouse().move(line.x + line.width / 2, line.y + 100);
        page.mouse().down();
        page.mouse().move(640, line.y + 100);
        page.mouse().up();
        assertThat(divider).hasAttribute("aria-valuenow", "50");
        assertThat(details.boundingBox().width).isCloseTo(640, within(2.0)).isGreaterThan(usual);

        divider.focus();
        page.keyboard().press("ArrowRight");
        assertThat(divider).hasAttribute("aria-valuenow", "52");
        assertThat(details).isVisible();
        page.reload();
        assertThat(divider).hasAttribute("aria-valuenow", "52");
        assertThat(details.boundingBox().width).isCloseTo(1280 * 0.48, within(2.0));
    }

    @Test
    void flameGraphJoinsCallsOnTheSamePath() {
        page.navigate("/trace/" + ID + "?layout=flame");

        assertThat(page.locator(".frame"))
                .hasText(new String[] {"The whole trace", "order", "reserve", "send", "query"});
        frame("reserve").hover();
        assertThat(page.locator("flame-graph .facts"))
                .containsText(Pattern.compile(
                        "stock\\s*reserve\\s*2 spans\\s*1 error\\s*60 ms .* \\(60 %\\)\\s*40 ms its own"));
    }

    @Test
    void flameGraphShowsOneFrameOnRequest() {
        page.navigate("/trace/" + ID + "?layout=flame");
        frame("reserve").click();
        assertThat(page).hasURL(Pattern.compile("frame=2"));
        assertThat(page.locator(".frame")).hasText(new String[] {"The whole trace", "order", "reserve", "query"});
        page.getByText("Whole trace", new com.microsoft.playwright.Page.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator(".frame")).hasCount(5);
        assertThat(page).not().hasURL(Pattern.compile("frame="));
    }

    @Test
    void flameGraphIsOperatedByKeys() {
        page.navigate("/trace/" + ID + "?layout=flame");
        assertThat(page.locator(".frame")).hasCount(5);
        page.locator("flame-graph .scroll").focus();
        for (String key : List.of("ArrowDown", "ArrowDown", "ArrowRight")) {
            page.keyboard().press(key);
        }
        assertThat(page.locator(".frame.cursor")).hasText("send");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("frame=4"));
        page.keyboard().press("Escape");
        assertThat(page).not().hasURL(Pattern.compile("frame="));
    }

    @Test
    void flameGraphLeadsToTheSpans() {
        page.navigate("/trace/" + ID + "?layout=flame&frame=2");
        page.getByText("Show in the waterfall").click();
        assertThat(page.locator(".row.match .operation")).hasText(new String[] {"reserve", "reserve"});
        assertThat(page.locator(".row.cursor .operation")).hasText("reserve");
    }

    @Test
    void statisticsAddUpAndSort() {
        page.navigate("/trace/" + ID + "?layout=statistics");

        assertThat(page.locator("tbody tr").first())
                .hasText(Pattern.compile("reserve\\s*stock\\s*2\\s*1\\s*40 ms\\s*60 ms\\s*30 ms\\s*30 ms"));
        heading("Longest").click();
        assertThat(page).hasURL(Pattern.compile("sort=-longest"));
        assertThat(page.locator("tbody tr").first()).containsText("order");
        assertThat(page.locator("th[aria-sort=descending]")).hasText("Longest");
        heading("Longest").click();
        assertThat(page.locator("th[aria-sort=ascending]")).hasText("Longest");
        page.getByText("By service").click();
        assertThat(page).hasURL(Pattern.compile("group=service"));
        assertThat(page.locator("tbody tr")).hasCount(3);
    }

    @Test
    void statisticsLeadToTheSpans() {
        page.navigate("/trace/" + ID + "?layout=statistics");
        page.locator("tbody").getByText("query").click();
        assertThat(page.locator(".row.match .operation")).hasText(new String[] {"query", "query"});
        page.goBack();
        assertThat(page.locator("tbody tr")).hasCount(4);
    }

    @Test
    void deepTracesAreDrawnWhereTheyAreSeen() {
        List<dapper.storage.Span> spans = new ArrayList<>();
        for (int i = 1; i <= 5_000; i++) {
            spans.add(span(DEEP, i, i - 1, START + i, START + 20_000 - i)
                    .name("again")
                    .build());
        }
        traces.add(spans);
        page.navigate("/trace/" + DEEP + "?layout=flame");
        assertThat(page.locator(".frame").first()).isVisible();
        page.locator("flame-graph .scroll").evaluate("scroller => { scroller.scrollTop = scroller.scrollHeight; }");
        assertThat(page.locator("#frame-5000")).isVisible();
        assertThat(page.locator("#frame-1")).hasCount(0);
    }

    private Locator layout(String name) {
        return page.locator("trace-toolbar").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
    }

    private Locator heading(String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
    }

    private Locator frame(String name) {
        return page.locator(".frame").getByText(name);
    }
}
