// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dapper.query.testing.QueryService;
import dapper.query.testing.ViewerSandbox;
import dapper.storage.Span;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LargeTraceTest extends ViewerTest {
    private static final String ELEMENTS = """
            () => {
              const count = (root) => [...root.querySelectorAll('*')]
                .reduce((sum, element) => sum + 1 + (element.shadowRoot ? count(element.shadowRoot) : 0), 0);
              return count(document);
            }""";

    /** The answer with a trace stops after a part of it, until the test calls {@code goOn()} or {@code breakOff()}. */
    static final String HELD = """
            const ask = window.fetch;
            let held = true;
            window.fetch = async (path, options) => {
              const response = await ask(path, options);
              if (!held || !/^\\/api\\/v1\\/traces\\/[0-9a-f]+$/.test(path)) {
                return response;
              }
              held = false;
              let left = 1_200_000;
              const rest = new Promise((resolve, reject) => { window.goOn = resolve; window.breakOff = () => reject(new TypeError('network error')); });
              rest.catch(() => {});
              return new Response(response.body.pipeThrough(new TransformStream({
                async transform(piece, controller) {
                  const now = Math.min(left, piece.length);
                  controller.enqueue(piece.subarray(0, now));
                  left -= now;
                  if (now < piece.length) {
                    await rest;
                    left = Infinity;
                    controller.enqueue(piece.subarray(now));
                  }
                },
              })), { headers: response.headers });
            };
            """;

    private final long start = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli() * 1_000_000;

    @Test
    void drawsTheCriticalPathOfAParentWithManyChildrenInAFewElements() {
        open(ViewerSandbox.wide(5_000, start));

        assertThat(page.locator("#span-0 .path")).hasCount(1);
        assertThat(page.locator("#span-0 .shade-1")).hasCount(1);
        assertThat(page.locator("#span-0 .path path").count()).isLessThanOrEqualTo(5);
        assertThat((Integer) page.evaluate(ELEMENTS)).isLessThan(1_000);
    }

    @Test
    void leadsToTheFirstSpanOfTheStretchOfTimeChosen() {
        open(ViewerSandbox.wide(500, start));
        page.keyboard().press("F");
        assertThat(page).hasURL(Pattern.compile("folds=off"));
        BoundingBox map = page.locator("mini-map").boundingBox();

        page.mouse().move(map.x + map.width * 0.5, map.y + 20);
        page.mouse().down();
        page.mouse().move(map.x + map.width * 0.52, map.y + 20);
        page.mouse().up();

        assertThat(page).hasURL(Pattern.compile("from=\\d+&to=\\d+"));
        Locator first = page.locator(".row.cursor");
        assertThat(first).isInViewport();
        assertThat(first.locator(".bar")).hasCount(1);
        Locator before = first.locator("xpath=preceding-sibling::*[1]");
        assertThat(before).hasClass(Pattern.compile("\\boutside\\b"));
        assertThat(before.locator(".aside.left")).hasText(Pattern.compile("^◂ \\d.* ms$"));
        assertThat(page.locator(".aside.right").first()).hasText(Pattern.compile("^\\d.* ▸$"));
        page.reload();
        assertThat(page.locator(".row.cursor .bar")).isInViewport();
    }

    @Test
    void foldsFiftyThousandChildrenIntoOneRow() {
        List<Span> spans = ViewerSandbox.wide(50_000, start);
        open(spans);
        Locator fold = page.locator("#span-1");

        assertThat(page.locator(".row")).hasCount(2);
        assertThat(fold.locator(".repeats")).hasText("50,000 ×");
        assertThat(fold.locator(".sums")).hasText("45 s total, 45 s self");
        assertThat(fold.locator(".path path").count()).isLessThanOrEqualTo(5);
        press("ArrowDown", "ArrowRight");
        assertThat(page.locator(".row").nth(20)).isAttached();
        assertThat(page.locator(".row").count()).isLessThan(60);
        press("End");
        assertThat(page.locator(".row.cursor")).hasAttribute("id", "span-50000");
        press("f");
        assertThat(page.locator(".row")).hasCount(2);
        assertThat(page.locator(".row.cursor")).hasAttribute("id", "span-1");
        page.navigate("/trace/" + spans.get(0).traceId() + "?span=000000000000c350");
        assertThat(page.locator(".row.opened")).hasAttribute("id", "span-49999");
        assertThat(page.locator(".row.opened")).isInViewport();
    }

    private void press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    @Test
    void writesTimesThatDifferHoweverFarItIsZoomedIn() {
        List<Span> spans = ViewerSandbox.wide(500, start);
        traces.add(spans);

        page.navigate("/trace/" + spans.get(0).traceId() + "?from=3050000000&to=3050200000");

        assertThat(page.locator("time-ruler .mark"))
                .hasText(new String[] {"3.05000 s", "3.05005 s", "3.05010 s", "3.05015 s", "3.05020 s"});
    }

    @Test
    void keepsOnlyTheRowsInSightOfALargeTrace() {
        List<Span> large = ViewerSandbox.large(100_000, start);
        traces.add(large);

        page.navigate("/trace/" + large.get(0).traceId());
        assertThat(page.locator(".row.cursor .operation")).hasText("nightly import");
        assertThat(page.locator(".row").count()).isLessThan(60);
        assertThat(page.locator("arriving-spans")).hasCount(0);
        page.keyboard().press("End");
        assertThat(page.locator(".row.cursor .operation")).hasText("insert row 100000");
        assertThat(page.locator(".row").count()).isLessThan(60);
        page.getByLabel("Find in trace").fill("row:77777");
        assertThat(page.locator(".found")).hasText("1 found");
        page.getByLabel("Find in trace").press("Enter");
        assertThat(page.locator(".row.cursor .operation")).hasText("insert row 77777");
        assertThat(page.locator(".row.cursor")).isInViewport();
        page.navigate("/trace/" + large.get(0).traceId() + "?span=000000000000c350");
        assertThat(page.locator(".row.opened")).isInViewport();
        assertThat(page.locator("span-details h2")).hasText("insert row 50000");
    }

    @Test
    void canBeUsedBeforeAllSpansHaveArrived() {
        page.addInitScript(HELD);
        open(ViewerSandbox.large(20_000, start));

        assertThat(page.locator("arriving-spans")).hasText(Pattern.compile("^\\d,\\d{3} of 20,000 spans$"));
        assertThat(page.locator("trace-header .facts")).containsText("20,000");
        press("ArrowDown", "ArrowLeft", "ArrowDown", "Enter");
        assertThat(page.locator("span-details h2")).hasText("batch 1");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Statistics"))
                .click();
        assertThat(page.locator("trace-statistics")).hasCount(0);
        assertThat(page.locator("arriving-spans")).hasText(Pattern.compile("^\\d,\\d{3} of 20,000 spans$"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Waterfall"))
                .click();
        assertThat(page.locator(".row.cursor .operation")).hasText("batch 1");
        assertThat(page.locator("#span-1")).hasAttribute("aria-expanded", "false");

        page.evaluate("goOn()");

        assertThat(page.locator("arriving-spans")).hasCount(0);
        assertThat(page.locator(".row.cursor .operation")).hasText("batch 1");
        assertThat(page.locator("#span-1")).hasAttribute("aria-expanded", "false");
        assertThat(page.locator("span-details h2")).hasText("batch 1");
        press("End");
        assertThat(page.locator(".row.cursor .operation")).hasText("insert row 20000");
    }

    @Test
    void findsTheSpanOfALinkWhenItArrives() {
        page.addInitScript(HELD);
        List<Span> spans = ViewerSandbox.large(20_000, start);
        traces.add(spans);
        page.navigate("/trace/" + spans.get(0).traceId() + "?span=0000000000003a98");
        assertThat(page.locator(".row").first()).isAttached();
        assertThat(page.locator("span-details")).hasCount(0);

        page.evaluate("goOn()");

        assertThat(page.locator("span-details h2")).hasText("insert row 15000");
        assertThat(page.locator(".row.opened")).isInViewport();
    }

    @Test
    void keepsTheSpansOfAnAnswerThatBreaksOffAndTriesAgain() {
        page.addInitScript(HELD);
        open(ViewerSandbox.large(20_000, start));
        assertThat(page.locator("arriving-spans")).isVisible();

        page.evaluate("breakOff()");

        assertThat(page.locator("arriving-spans [role=alert]"))
                .hasText(Pattern.compile("^\\d,\\d{3} of 20,000 spans are here. The query service began to answer,"
                        + " but the end did not arrive. Is it still running\\?$"));
        assertThat(page.locator(".row.cursor .operation")).hasText("nightly import");
        page.getByText("Try again").click();
        assertThat(page.locator(".row").first()).isAttached();
        assertThat(page.locator("arriving-spans")).hasCount(0);
        press("End");
        assertThat(page.locator(".row.cursor .operation")).hasText("insert row 20000");
    }

    @Test
    void explainsWhatIsLeftOutOfATraceThatIsTooLargeAndLinksToAllOfIt() {
        List<Span> spans = ViewerSandbox.wide(10_000, start);
        traces.add(spans);
        String path = "/trace/" + spans.get(0).traceId();

        assertThat(noticeWithin(14_000_000, path))
                .isEqualTo(
                        "The trace is too large for the memory of one answer: attributes, events and links are left out."
                                + " Download the whole trace as OTLP");
        assertThat(noticeWithin(3_000_000, path))
                .matches(
                        "The trace is too large for the memory of one answer: only \\d+ spans are here, without attributes,"
                                + " events and links\\. Download the whole trace as OTLP");
        page.navigate(path);
        assertThat(page.locator(".row").first()).isAttached();
        assertThat(page.locator("trace-header .notice")).hasCount(0);
    }

    private String noticeWithin(long memoryBytes, String path) {
        try (QueryService small = QueryService.start(traces, memoryBytes)) {
            page.navigate(small.url(path));
            Locator notice = page.locator("trace-header .notice").first();
            assertThat(notice.locator("a")).hasAttribute("href", path.replace("/trace/", "/api/v1/traces/") + "/otlp");
            return notice.innerText();
        }
    }

    private void open(List<Span> spans) {
        traces.add(spans);
        page.navigate("/trace/" + spans.get(0).traceId());
        assertThat(page.locator(".row").first()).isAttached();
    }
}
