// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracePageTest extends ViewerTest {
    private static final long MS = 1_000_000;
    private static final TraceId ID = new TraceId(0x4bf9, 0x2f35);
    private static final TraceId OTHER = new TraceId(9, 9);
    private static final String PATH = "/trace/" + ID;
    private final long start = Instant.parse("2026-01-31T12:00:00.250Z").toEpochMilli() * MS;

    /** 1 shop, below it 2 (with 3 and the failed 4) and 5, all of it 100 ms long. */
    @BeforeEach
    void storeATrace() {
        traces.add(List.of(
                shop(1, 0, 0, 100)
                        .kind(SpanKind.SERVER)
                        .name("POST /order")
                        .traceState("ot=th:f")
                        .build(),
                shop(2, 1, 10, 60).name("reserve").build(),
                stock(3, 2, 15, 30)
                        .name("SELECT stock")
                        .attribute("db.query.text", "SELECT * FROM stock")
                        .build(),
                stock(4, 2, 30, 55)
                        .name("UPDATE stock")
                        .error("lock timeout")
                        .attribute("rows", 3L)
                        .event(
                                start + 54 * MS,
                                "exception",
                                "exception.type",
                                "java.sql.SQLTimeoutException",
                                "exception.message",
                                "lock timeout",
                                "exception.stacktrace",
                                "java.sql.SQLTimeoutException\n\tat shop.Stock.update(Stock.java:7)")
                        .link(OTHER, 0x77)
                        .scope("dapper.jdbc", "0.1.0")
                        .build(),
                shop(5, 1, 60, 90).name("render").build()));
    }

    private dapper.query.testing.TestSpan shop(long id, long parent, long from, long to) {
        return span(ID, id, parent, start + from * MS, start + to * MS).service("shop");
    }

    private dapper.query.testing.TestSpan stock(long id, long parent, long from, long to) {
        return span(ID, id, parent, start + from * MS, start + to * MS).service("stock");
    }

    @Test
    void saysWhatTheTraceIs() {
        page.navigate(PATH);

        assertThat(page.locator("trace-header h1")).hasText(Pattern.compile("shop\\s+POST /order"));
        assertThat(page.locator("trace-header dd")).hasText(new Pattern[] {
            Pattern.compile("^100 ms$"),
            Pattern.compile("^2026-01-31 \\d\\d:\\d\\d:00.250$"),
            Pattern.compile("^5$"),
            Pattern.compile("^\\s*1$"),
            Pattern.compile("^2$"),
            Pattern.compile("^3$"),
            Pattern.compile("^1 in 16$"),
            Pattern.compile("^" + ID + "\\s*$")
        });
        assertThat(page).hasTitle("shop POST /order · Dapper");
    }

    @Test
    void drawsEachSpanWhereAndAsLongAsItWas() {
        page.navigate(PATH);

        assertThat(page.locator(".row .operation"))
                .hasText(new String[] {"POST /order", "reserve", "SELECT stock", "UPDATE stock", "render"});
        assertThat(page.locator(".row .service")).hasText(new String[] {"shop", "shop", "stock", "stock", "shop"});
        assertThat(page.locator(".row .length")).hasText(new String[] {"100 ms", "50 ms", "15 ms", "25 ms", "30 ms"});
        BoundingBox root = bar(1).boundingBox();
        BoundingBox reserve = bar(2).boundingBox();
        assertThat((reserve.x - root.x) / root.width).isBetween(0.099, 0.101);
        assertThat(reserve.width / root.width).isBetween(0.499, 0.501);
        assertThat(indent(3)).isGreaterThan(indent(2));
        assertThat(indent(2)).isGreaterThan(indent(1)).isEqualTo(indent(5));
        assertThat(page.locator(".row.failed .operation")).hasText("UPDATE stock");
        assertThat(page.locator("time-ruler .mark"))
                .hasText(new String[] {"0", "20 ms", "40 ms", "60 ms", "80 ms", "100 ms"});
    }

    @Test
    void marksTheCriticalPathUntilToldNotTo() {
        page.navigate(PATH);

        assertThat(page.locator("#span-0 .shade-5"))
                .hasAttribute("d", Pattern.compile("^M0 0h\\d+v1h-\\d+zM\\d+ 0h.*z$"));
        assertThat(page.locator("#span-4 .shade-5")).hasAttribute("d", Pattern.compile("^M0 0h(\\d+)v1h-\\1z$"));
        assertThat(bar(4)).isVisible();
        page.keyboard().press("c");
        assertThat(page.locator(".path")).hasCount(0);
        assertThat(page).hasURL(Pattern.compile("critical=off"));
    }

    @Test
    void showsEverythingAboutASpan() {
        page.navigate(PATH);
        page.locator(".row").getByText("UPDATE stock").click();

        Locator details = page.locator("span-details");
        assertThat(page).hasURL(Pattern.compile("\\?span=0000000000000004$"));
        assertThat(details.locator("h2")).hasText("UPDATE stock");
        assertThat(details.locator(".failure")).containsText("Error: lock timeout");
        assertThat(details.locator(".facts dd"))
                .hasText(new String[] {"25 ms", "25 ms", "25 ms", "30 ms", "internal", "error"});
        assertThat(details.locator("attribute-table").first().locator("tr")).hasCount(1);
        assertThat(details.locator("attribute-table").first()).containsText("rows");
        assertThat(details.locator("span-events strong")).hasText("java.sql.SQLTimeoutException");
        assertThat(details.locator("span-events .number")).hasText("+24 ms");
        assertThat(details.locator("span-events pre")).containsText("at shop.Stock.update(Stock.java:7)");
        assertThat(details.locator("a[href='/trace/" + OTHER + "?span=0000000000000077']"))
                .isVisible();
        assertThat(details).containsText("service.name");
        assertThat(details).containsText("dapper.jdbc 0.1.0");

        details.getByTitle("Show the parent").click();
        assertThat(details.locator("h2")).hasText("reserve");
        page.goBack();
        assertThat(details).hasCount(0);
    }

    @Test
    void leadsFromAValueToTheTracesThatHaveIt() {
        page.navigate(PATH + "?span=0000000000000003");

        page.locator("attribute-table tr").first().hover();
        page.getByTitle("Find traces with this value").first().click();

        assertThat(page)
                .hasURL(Pattern.compile("/search\\?service=stock&tag=db.query.text:SELECT\\+\\*\\+FROM\\+stock$"));
        assertThat(page.getByRole(AriaRole.TEXTBOX, new GetByRoleOptions().setName("Tags")))
                .hasValue("\"db.query.text:SELECT * FROM stock\"");
    }

    @Test
    void opensAtTheSpanOfAPermalink() {
        page.navigate(PATH + "?span=0000000000000005");

        assertThat(page.locator(".row.opened .operation")).hasText("render");
        assertThat(page.locator("span-details h2")).hasText("render");
    }

    @Test
    void collapsesAndExpands() {
        page.navigate(PATH);

        page.locator("#span-1 .caret").click();
        assertThat(page.locator(".row .operation")).hasText(new String[] {"POST /order", "reserve", "render"});
        assertThat(page.locator("#span-1")).hasAttribute("aria-expanded", "false");
        page.locator("#span-1 .caret").click();
        assertThat(page.locator(".row")).hasCount(5);
        button("Collapse one level").click();
        assertThat(page.locator(".row")).hasCount(3);
        button("Collapse one level").click();
        assertThat(page.locator(".row")).hasCount(1);
        button("Expand one level").click();
        assertThat(page.locator(".row")).hasCount(3);
        page.reload();
        assertThat(page.locator(".row")).hasCount(3);
        button("View").click();
        button("Expand all").click();
        assertThat(page.locator(".row")).hasCount(5);
        page.reload();
        assertThat(page.locator(".row")).hasCount(5);
    }

    @Test
    void canBeReadWithTheKeyboardAlone() {
        page.navigate(PATH);
        assertThat(cursor()).hasText("POST /order");

        press("ArrowDown", "ArrowDown");
        assertThat(cursor()).hasText("SELECT stock");
        press("ArrowLeft");
        assertThat(cursor()).hasText("reserve");
        press("ArrowLeft");
        assertThat(page.locator(".row")).hasCount(3);
        press("ArrowRight");
        assertThat(page.locator(".row")).hasCount(5);
        press("ArrowRight");
        assertThat(cursor()).hasText("SELECT stock");
        press("End");
        assertThat(cursor()).hasText("render");
        press("ArrowDown");
        assertThat(cursor()).hasText("render");
        press("e");
        assertThat(cursor()).hasText("UPDATE stock");
        press("Enter");
        assertThat(page.locator("span-details h2")).hasText("UPDATE stock");
        press("ArrowUp");
        assertThat(page.locator("span-details h2")).hasText("SELECT stock");
        press("Escape");
        assertThat(page.locator("span-details")).hasCount(0);
        press("Home", "[");
        assertThat(page.locator(".row")).hasCount(3);
    }

    @Test
    void findsTextInTheTrace() {
        page.navigate(PATH);
        press("/");
        Locator field = page.getByLabel("Find in trace");
        assertThat(field).isFocused();
        field.fill("stock");

        assertThat(page.locator(".found")).hasText("2 found");
        assertThat(page.locator(".row.match .operation")).hasText(new String[] {"SELECT stock", "UPDATE stock"});
        assertThat(page).hasURL(Pattern.compile("q=stock"));
        field.press("Enter");
        assertThat(page.locator(".found")).hasText("1 of 2");
        field.press("Enter");
        assertThat(cursor()).hasText("UPDATE stock");
        field.press("Enter");
        assertThat(cursor()).hasText("SELECT stock");

        field.fill("render");
        field.press("Enter");
        assertThat(cursor()).hasText("render");
        field.fill("rows=3");
        field.press("Enter");
        assertThat(cursor()).hasText("UPDATE stock");
        field.fill("\"lock timeout\"");
        assertThat(page.locator(".found")).hasText("1 of 1");
        field.fill("4");
        assertThat(page.locator(".found")).hasText("0 found");
        field.fill("0000000000000004");
        assertThat(page.locator(".found")).hasText("1 of 1");
    }

    @Test
    void showsTheStretchOfTimeChosenInTheOverview() {
        page.navigate(PATH);
        assertThat(page.locator(".row")).hasCount(5);
        BoundingBox map = page.locator("mini-map").boundingBox();

        page.mouse().move(map.x + map.width * 0.6, map.y + 20);
        page.mouse().down();
        page.mouse().move(map.x + map.width * 0.8, map.y + 20);
        page.mouse().up();

        assertThat(page).hasURL(Pattern.compile("from=\\d+&to=\\d+"));
        assertThat(page.locator("#span-2 .bar")).hasCount(0);
        assertThat(page.locator("#span-4 .bar")).hasCount(1);
        page.reload();
        assertThat(page.locator("#span-2 .bar")).hasCount(0);
        press("0");
        assertThat(page.locator("#span-2 .bar")).hasCount(1);
        press("e", "z");
        assertThat(page).hasURL(Pattern.compile("from=28750000&to=56250000"));
        press("d");
        assertThat(page).hasURL(Pattern.compile("from=35625000&to=63125000"));
        press("a", "s");
        assertThat(page).hasURL(Pattern.compile("from=15000000&to=70000000"));
        press("w");
        assertThat(page).hasURL(Pattern.compile("from=28750000&to=56250000"));
    }

    @Test
    void saysThatSpansAreMissing() {
        TraceId torn = new TraceId(5, 5);
        traces.add(List.of(span(torn, 2, 1, start, start + MS).name("child").build()));

        page.navigate("/trace/" + torn);

        assertThat(page.locator(".notice")).containsText("1 span that others name as their parent is not stored");
        assertThat(page.locator(".row .operation")).hasText(new String[] {"missing span", "child"});
        page.getByText("missing span").click();
        assertThat(page.locator("span-details .notice")).containsText("it is not stored");
    }

    @Test
    void saysWhatIsWrongWhenThereIsNoSuchTrace() {
        page.navigate("/trace/abc");
        assertThat(page.getByRole(AriaRole.ALERT))
                .containsText("No spans of trace 00000000000000000000000000000abc are stored");
        assertThat(page.locator("error-message")).containsText("A new trace takes some seconds to arrive");
        assertThat(button("Try again")).isVisible();

        page.navigate("/trace/what");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("A trace id is 1 to 32 hexadecimal digits");
        assertThat(page.locator("error-message")).containsText("enter the id in the field at the top");
        assertThat(button("Try again")).hasCount(0);
    }

    @Test
    void putsAWrongIdOfTheAddressIntoTheFieldToBeCorrected() {
        page.navigate("/trace/what");
        Locator field = page.getByLabel("Open a trace by its id");
        assertThat(field).hasValue("what");
        assertThat(field).hasAttribute("aria-invalid", "true");

        field.fill(ID.toString());
        field.press("Enter");
        assertThat(page.locator(".row")).hasCount(5);
        assertThat(field).hasValue("");
        assertThat(field).hasAttribute("aria-invalid", "false");
    }

    @Test
    void asksAgainByItselfAfterTheTimeThatABusyServiceWants() {
        traces.goDown(true);
        page.navigate(PATH);
        assertThat(page.locator("error-message")).containsText("No answer at the moment");
        assertThat(button("Try again")).isVisible();

        traces.goDown(false);

        assertThat(page.locator(".row")).hasCount(5);
    }

    @Test
    void downloadsTheTrace() throws IOException {
        page.navigate(PATH);

        Download download =
                page.waitForDownload(() -> page.locator("a[download]").first().click());

        assertThat(download.suggestedFilename()).isEqualTo("trace-" + ID + ".json");
        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(download.path()));
        assertThat(json.get("spans")).hasSize(5);
    }

    @Test
    void fitsTheWindowAtCommonWidths() {
        TraceId wide = new TraceId(8, 8);
        traces.add(List.of(span(wide, 1, 0, start, start + MS)
                .service("a-service-with-a-very-long-name-".repeat(6))
                .name("GET /a/very/long/route/".repeat(20))
                .error("long ".repeat(60) + "x".repeat(300))
                .attribute("a.key.that.is.long.".repeat(8), "x".repeat(600))
                .event(start, "exception", "exception.stacktrace", "y".repeat(600))
                .build()));
        for (int width : new int[] {1024, 1280, 1920}) {
            page.setViewportSize(width, 800);
            for (String path : List.of(PATH + "?span=0000000000000004", "/trace/" + wide + "?span=0000000000000001")) {
                page.navigate(path);
                assertThat(page.locator("span-details h2")).isVisible();
                assertThat(Layout.overflowing(page)).isEmpty();
            }
        }
    }

    private Locator bar(int row) {
        return page.locator(".row").nth(row - 1).locator(".bar");
    }

    private double indent(int row) {
        return page.locator(".row").nth(row - 1).locator(".operation").boundingBox().x;
    }

    private Locator cursor() {
        return page.locator(".row.cursor .operation");
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
    }

    private void press(String... keys) {
        assertThat(page.locator(".row").first()).isAttached();
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }
}
