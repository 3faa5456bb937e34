// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.resource;
import static dapper.query.testing.TestSpan.span;

import com.microsoft.playwright.Locator;
import dapper.query.testing.SkewedTrace;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Clocks that differ, on the page of a trace. */
class ClocksTest extends ViewerTest {
    private static final TraceId ID = new TraceId(5, 5);
    private static final long MS = 1_000_000;
    private final long start = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli() * MS;

    @Test
    void statesTheBoundsAndCorrectsTheTimesOnRequest() {
        traces.add(SkewedTrace.of(ID, start));
        page.navigate("/trace/" + ID);
        Locator notice = page.locator("trace-notices .clocks");
        assertThat(notice).containsText("The clock of stock is between 40 ms and 60 ms ahead of that of front.");
        assertThat(notice).containsText("The clock of prices is between 70 ms and 75 ms behind that of stock.");
        assertThat(duration()).hasText("145 ms");
        page.locator("#span-2").click();
        assertThat(fact("Starts after")).hasText("65 ms");
        assertThat(page.locator("span-details .clock"))
                .hasText("between 40 ms and 60 ms ahead of the clock of the root");
        assertThat(page.locator("span-details .late")).hasText("ends 40 ms after its parent");

        page.keyboard().press("k");
        assertThat(page).hasURL(Pattern.compile("clocks=corrected"));
        assertThat(duration()).hasText("120 ms");
        assertThat(fact("Starts after")).hasText("25 ms");
        assertThat(page.locator("span-details .late")).hasCount(0);
        assertThat(page.locator("span-details h2")).hasText("GET /stock/{id}");
        assertThat(page.locator("span-details .clock")).containsText("; shown 40 ms earlier than sent");
        assertThat(page.locator("trace-waterfall .row.cursor")).containsText("GET /stock/{id}");
        Locator button = notice.locator("button");
        assertThat(button).hasAttribute("aria-pressed", "true");

        page.reload();
        assertThat(duration()).hasText("120 ms");
        button.focus();
        page.keyboard().press("Enter");
        assertThat(duration()).hasText("145 ms");
        assertThat(button).hasAttribute("aria-pressed", "false");
        page.goBack();
    }

    @Test
    void findsSpansByAQueryInTheCorrectedOrderToo() {
        // As sent, the call of stock is the first of the two; its true place is the second.
        Resource front = resource("front", "host.name", "a");
        Resource stock = resource("stock", "host.name", "b");
        traces.add(List.of(
                sent(1, 0, front, SpanKind.CLIENT, "GET", 0, 100),
                sent(2, 1, front, SpanKind.INTERNAL, "connect", 0, 5),
                sent(3, 1, stock, SpanKind.SERVER, "GET /stock", -90, -10)));
        page.navigate("/trace/" + ID + "?where={ name = \"connect\" }");
        assertThat(page.locator(".row .operation")).hasText(new String[] {"GET", "GET /stock", "connect"});
        assertThat(page.locator(".row:not(.dim) .operation")).hasText("connect");
        page.keyboard().press("k");
        assertThat(page.locator(".row .operation")).hasText(new String[] {"GET", "connect", "GET /stock"});
        assertThat(page.locator(".row:not(.dim) .operation")).hasText("connect");
    }

    @Test
    void correctsNothingWhereCallsContradictEachOther() {
        Resource front = resource("front");
        Resource stock = resource("stock");
        traces.add(List.of(
                sent(1, 0, front, SpanKind.INTERNAL, "all", 0, 400),
                sent(2, 1, front, SpanKind.CLIENT, "GET", 0, 100),
                sent(3, 2, stock, SpanKind.SERVER, "GET /stock", 60, 140),
                sent(4, 1, front, SpanKind.CLIENT, "GET", 200, 300),
                sent(5, 4, stock, SpanKind.SERVER, "GET /stock", 210, 280)));
        page.navigate("/trace/" + ID + "?clocks=corrected");
        assertThat(page.locator("trace-notices .clocks"))
                .containsText("The calls between stock and front contradict each other");
        assertThat(page.locator("trace-notices .clocks button")).hasCount(0);
        assertThat(duration()).hasText("400 ms");
    }

    @Test
    void leavesOutTheClocksOfACircleThatContradictEachOther() {
        List<Resource> hosts = List.of(
                resource("front", "host.name", "a"),
                resource("stock", "host.name", "b"),
                resource("prices", "host.name", "c"),
                resource("mail", "host.name", "d"));
        traces.add(List.of(
                sent(1, 0, hosts.get(0), SpanKind.INTERNAL, "all", 0, 400),
                sent(2, 1, hosts.get(0), SpanKind.CLIENT, "GET", 0, 100),
                sent(3, 2, hosts.get(1), SpanKind.SERVER, "GET /stock", 60, 140),
                sent(4, 3, hosts.get(1), SpanKind.CLIENT, "GET", 70, 90),
                sent(5, 4, hosts.get(2), SpanKind.SERVER, "GET /prices", 75, 85),
                sent(6, 1, hosts.get(0), SpanKind.CLIENT, "GET", 200, 300),
                sent(7, 6, hosts.get(2), SpanKind.SERVER, "GET /prices", 205, 295),
                sent(8, 1, hosts.get(0), SpanKind.CLIENT, "POST", 300, 390),
                sent(9, 8, hosts.get(3), SpanKind.SERVER, "POST /mail", 350, 430)));
        page.navigate("/trace/" + ID + "?clocks=corrected");
        Locator notice = page.locator("trace-notices .clocks");
        assertThat(notice)
                .containsText("The calls between stock and front, prices and stock, prices and front contradict each"
                        + " other, so these pairs of clocks are not corrected.");
        assertThat(notice).containsText("The clock of mail is between 40 ms and 50 ms ahead of that of front.");
        assertThat(notice.locator("button")).hasAttribute("aria-pressed", "true");
        assertThat(duration()).hasText("400 ms");
    }

    @Test
    void statesNothingWhereAllClocksMayBeRight() {
        traces.add(List.of(
                sent(1, 0, resource("front"), SpanKind.CLIENT, "GET", 0, 100),
                sent(2, 1, resource("stock"), SpanKind.SERVER, "GET /stock", 10, 90)));
        page.navigate("/trace/" + ID + "?span=0000000000000002");
        assertThat(page.locator("span-details .clock"))
                .hasText("between 10 ms behind and 10 ms ahead of the clock of the root");
        assertThat(page.locator("trace-notices .clocks")).hasCount(0);
    }

    @Test
    void announcesASpanOfTheAddressThatIsNotThere() {
        traces.add(SkewedTrace.of(ID, start));
        page.navigate("/trace/" + ID + "?span=00000000000000ff");
        Locator alert = page.locator("trace-notices .missed");
        assertThat(alert).hasAttribute("role", "alert");
        assertThat(alert).containsText("The address names the span 00000000000000ff, which is not in this trace.");
        alert.locator("button").click();
        assertThat(alert).hasCount(0);
        assertThat(page).hasURL(Pattern.compile("/trace/" + ID + "$"));
    }

    private Span sent(long id, long parent, Resource process, SpanKind kind, String name, long from, long to) {
        return span(ID, id, parent, start + from * MS, start + to * MS)
                .resource(process)
                .kind(kind)
                .name(name)
                .build();
    }

    private Locator duration() {
        return page.locator("trace-header .facts dd").first();
    }

    private Locator fact(String name) {
        return page.locator("span-details .facts > div")
                .filter(new Locator.FilterOptions().setHasText(name))
                .locator("dd");
    }
}
