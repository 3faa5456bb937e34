// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dapper.query.api.Readers;
import dapper.query.testing.Chromium;
import dapper.query.testing.InMemoryAlerts;
import dapper.query.testing.InMemoryCalls;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.query.viewer.Setup;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The base of all browser tests of the viewer: the service on in-memory stores, and a page of 1280 by 800. A script
 * error, or a violation of the Content-Security-Policy, fails the test.
 */
@Tag("once")
@ExtendWith(ViewerTest.SharedChromium.class)
abstract class ViewerTest {
    /** Unsuccessful answers, and a header that has no effect over plain http from another host. */
    private static final List<String> EXPECTED =
            List.of("Failed to load resource", "The Cross-Origin-Opener-Policy header has been ignored");

    private static Chromium chromium;

    final InMemoryTraces traces = new InMemoryTraces();
    final InMemoryCalls calls = new InMemoryCalls();
    final InMemoryAlerts alerts = new InMemoryAlerts();
    final List<String> complaints = new ArrayList<>();
    QueryService service;
    BrowserContext context;
    Page page;

    /** One browser for all classes, which JUnit closes at the end of the run. Each test has its own context in it. */
    static final class SharedChromium implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            chromium = context.getRoot()
                    .getStore(Namespace.GLOBAL)
                    .computeIfAbsent(Chromium.class, key -> Chromium.start(), Chromium.class);
        }
    }

    Setup setup() {
        return Setup.UNKNOWN;
    }

    /** The settings of the service: key, value, key, value... */
    String[] settings() {
        return new String[0];
    }

    @BeforeEach
    void openPage() {
        service = QueryService.start(new Readers(traces, calls, alerts), setup(), settings());
        context = chromium.newContext(
                new Browser.NewContextOptions().setViewportSize(1280, 800).setBaseURL(service.url("")));
        page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && EXPECTED.stream().noneMatch(message.text()::startsWith)) {
                complaints.add(message.text());
            }
        });
    }

    @AfterEach
    void closePage() {
        if (context != null) {
            context.close();
            service.close();
            assertThat(complaints).isEmpty();
        }
    }
}
