// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dapper.query.testing.TestSpan;
import dapper.storage.Attributes;
import dapper.storage.Event;
import dapper.storage.Link;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.TraceId;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OddSpansTest extends ViewerTest {
    private static final TraceId ID = new TraceId(5, 5);
    private final long start = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli() * 1_000_000;

    @Test
    void marksRepeatedIdsAndCyclesOnTheRowAndOpensEach() {
        traces.add(List.of(
                named(1, 0, "GET /orders").build(),
                named(2, 1, "first of the id").build(),
                between(2, 1, start + 1_000, start + 1_000_000, "second of the id")
                        .build(),
                named(7, 8, "around").build(),
                named(8, 7, "and around").build()));

        page.navigate("/trace/" + ID);
        Locator second = row("second of the id");
        assertThat(second.locator(".odd")).hasText("duplicate id");
        assertThat(row("around").first().locator(".odd")).hasText("parent cycle");
        assertThat(row("GET /orders").locator(".odd")).hasCount(0);

        second.click();
        assertThat(page).hasURL(Pattern.compile("span=0000000000000002.2$"));
        assertThat(page.locator("span-details h2")).containsText("second of the id");
        assertThat(page.locator("span-details .notice")).containsText("Another span of this trace has the same id");
        page.reload();
        assertThat(page.locator("span-details h2")).containsText("second of the id");
    }

    @Test
    void explainsEachOddity() {
        traces.add(List.of(
                named(1, 0, "GET /orders").build(),
                between(2, 1, start + 500, start + 400, "early end").build(),
                between(3, 1, start + 500, 0, "endless").build(),
                named(4, 4, "orphan").build(),
                between(5, 1, 7, start + 500, "of 1970").build(),
                named(6, 1, "still busy")
                        .attribute("dapper.span.unfinished", true)
                        .build()));

        page.navigate("/trace/" + ID);
        assertOddity("early end", "ends before start", "gave an end that lies before the start");
        assertOddity("endless", "no end", "gave no end");
        assertOddity("orphan", "own parent", "named this span as its own parent");
        assertOddity("of 1970", "odd time", "is in no year from 2000 to 2099");
        assertOddity("still busy", "unfinished", "had not ended when it was last reported");
        assertThat(page.locator("trace-header .facts")).containsText("1 ms");
    }

    @Test
    void statesWhichProcessHasNotSentAMissingSpan() {
        traces.add(List.of(named(2, 1, "GET /stock").remoteParent(true).build()));

        page.navigate("/trace/" + ID + "?span=0000000000000001");
        assertThat(page.locator("span-details .notice").last())
                .containsText("Its children were called from another process.");
    }

    @Test
    void marksNoTimeAfterATraceWithoutALength() {
        traces.add(List.of(between(1, 0, start, start, "instant").build()));

        page.navigate("/trace/" + ID);
        assertThat(page.locator("time-ruler .mark")).hasText(new String[] {"0"});
    }

    @Test
    void showsThatANameIsEmpty() {
        traces.add(List.of(named(1, 0, "").build()));

        page.navigate("/trace/" + ID + "?span=0000000000000001");
        assertThat(page.locator(".row .operation")).hasText("(no name)");
        assertThat(page.locator("span-details h2")).hasText("(no name)");
        assertThat(page.locator("trace-header h1")).hasText(Pattern.compile("app\\s+\\(no name\\)"));
        assertThat(page).hasTitle("app (no name) · Dapper");
        page.navigate("/search?start=" + start / 1_000_000 + "&end=" + (start / 1_000_000 + 1_000));
        assertThat(page.locator("result-list .operation")).hasText("(no name)");
    }

    @Test
    void statesHowMuchOfASpanIsNotStored() {
        Event event = new Event(start, "retry", Attributes.EMPTY, 4);
        Link link = new Link(ID, 9, "", Attributes.EMPTY, 5, 0);
        Span span = named(1, 0, "GET /orders")
                .resource(new Resource(Attributes.ofFlat("service.name", "app"), 6, ""))
                .build();
        traces.add(List.of(withLosses(span, event, link)));

        page.navigate("/trace/" + ID + "?span=0000000000000001");
        assertThat(page.locator("span-details .muted").filter(withText("dropped")))
                .hasText(new String[] {
                    "The sender or the collector dropped 1 attribute or part of a value.",
                    "The sender or the collector dropped 2 events.",
                    "The sender or the collector dropped 5 attributes or parts of values.",
                    "The sender or the collector dropped 3 links.",
                    "The sender or the collector dropped 6 attributes or parts of values.",
                    // Of an event, which stands in a component of its own: those come last.
                    "The sender or the collector dropped 4 attributes or parts of values.",
                });
    }

    private static Span withLosses(Span span, Event event, Link link) {
        return new Span(
                span.traceId(),
                span.spanId(),
                span.parentSpanId(),
                span.traceState(),
                span.flags(),
                span.name(),
                span.kind(),
                span.startUnixNanos(),
                span.endUnixNanos(),
                span.attributes(),
                List.of(event),
                List.of(link),
                Span.Dropped.of(1, 2, 3),
                span.status(),
                span.resource(),
                span.scope());
    }

    @Test
    void foldsALongNameSoThatTheDetailsStayInSight() {
        String name = "GET /" + "segment-".repeat(130);
        traces.add(List.of(
                named(1, 0, name).service("service-" + "x".repeat(1_000)).build()));

        page.navigate("/trace/" + ID + "?span=0000000000000001");
        Locator head = page.locator("span-details header");
        assertThat(head).containsText("Show all of it");
        assertThat(head.boundingBox().height).isLessThan(150);
        assertThat(page.locator("trace-header").boundingBox().height).isLessThan(180);
        head.getByText("Show all of it").click();
        assertThat(head.locator("folded-text .text")).hasText(name);
        assertThat(head.boundingBox().height).isLessThan(400);
        head.getByText("Show less").click();
        assertThat(head.getByText("Show all of it")).isVisible();
    }

    private void assertOddity(String name, String label, String sentence) {
        assertThat(row(name).locator(".odd")).hasText(label);
        row(name).click();
        assertThat(page.locator("span-details .notice")).containsText(sentence);
    }

    private TestSpan named(long id, long parent, String name) {
        return between(id, parent, start, start + 1_000_000, name);
    }

    private static TestSpan between(long id, long parent, long from, long to, String name) {
        return span(ID, id, parent, from, to).name(name);
    }

    private Locator row(String name) {
        return page.locator(".row").filter(withText(name));
    }

    private static Locator.FilterOptions withText(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
