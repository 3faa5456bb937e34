// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dapper.query.testing.Chromium;
import dapper.storage.TraceId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over plain http from another host, where browsers have no {@code navigator.clipboard}. */
class CopyTest extends ViewerTest {
    private static final TraceId ID = new TraceId(7, 7);

    @BeforeEach
    void openATraceOfAnotherHost() {
        long start = Instant.now().toEpochMilli() * 1_000_000 - 2_000_000_000;
        traces.add(List.of(span(ID, 0xab, 0, start, start + 1_000_000)
                .attribute("db.query.text", "SELECT *\nFROM stock")
                .build()));
        page.navigate(here("?span=00000000000000ab"));
        assertThat(page.locator("span-details h2")).isVisible();
    }

    @Test
    void copiesWithEveryButton() {
        assertThat((Boolean) page.evaluate("isSecureContext || 'clipboard' in navigator"))
                .isFalse();

        assertThat(copied(page.locator("trace-header copy-button"))).isEqualTo(ID.toString());
        assertThat(copied(page.locator("span-details header copy-button"))).isEqualTo(here("?span=00000000000000ab"));
        assertThat(copied(page.locator("span-details .ids copy-button"))).isEqualTo("00000000000000ab");
        page.locator("span-details attribute-table tr").first().hover();
        assertThat(copied(
                        page.locator("span-details attribute-table copy-button").first()))
                .isEqualTo("SELECT * FROM stock");
    }

    @Test
    void showsTheTextSelectedWhereTheBrowserRefusesThatToo() {
        page.evaluate("() => { document.execCommand = () => false; }");

        page.locator("trace-header copy-button button").click();

        Locator dialog = page.locator("trace-header copy-button dialog");
        assertThat(dialog).containsText("The text is selected");
        assertThat(dialog.locator("textarea")).isFocused();
        assertThat(dialog.locator("textarea")
                        .evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)"))
                .isEqualTo(ID.toString());
        page.keyboard().press("Escape");
        assertThat(dialog).hasCount(0);
    }

    /** Presses the button and returns the text that a paste into a single-line field gives. */
    private String copied(Locator button) {
        Locator status = button.locator("[role=status]");
        // The status is shown for a moment, which a busy machine may miss.
        status.evaluate("status => new MutationObserver(() => { status.dataset.shown ||= status.textContent; })"
                + ".observe(status, { childList: true, characterData: true, subtree: true })");
        button.locator("button").click();
        assertThat(status).hasAttribute("data-shown", "Copied");
        Locator field = page.getByLabel("Open a trace by its id");
        field.fill("");
        page.keyboard().press("Control+V");
        assertThat(field).not().hasValue("");
        return field.inputValue();
    }

    private String here(String query) {
        return "http://" + Chromium.OTHER_HOST + ":" + service.port() + "/trace/" + ID + query;
    }
}
