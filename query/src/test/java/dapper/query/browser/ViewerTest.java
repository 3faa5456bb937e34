// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import dapper.query.api.Readers;
import dapper.query.testing.Chromium;
import dapper.query.testing.EmptyStorage;
import dapper.query.testing.InMemoryAlerts;
import dapper.query.testing.QueryService;
import dapper.query.testing.StoredCalls;
import dapper.query.testing.StoredTraces;
import dapper.query.viewer.Setup;
import dapper.storage.Tenant;
import dapper.storage.cassandra.TenantStorage;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * The base of all browser tests of the viewer: the service on a real Cassandra that is empty (alerts are in memory), and a
 * page of 1280 by 800. A script error, or a violation of the Content-Security-Policy, fails the test.
 */
@Tag("once")
@ExtendWith(ViewerTest.Shared.class)
abstract class ViewerTest {
    /** Unsuccessful answers, and a header that has no effect over plain http from another host. */
    private static final List<String> EXPECTED =
            List.of("Failed to load resource", "The Cross-Origin-Opener-Policy header has been ignored");

    private static Chromium chromium;
    private static EmptyStorage storage;

    final TenantStorage stored = storage.empty().of(Tenant.DEFAULT);
    final StoredTraces traces = new StoredTraces(stored);
    final StoredCalls calls = new StoredCalls(stored);
    final InMemoryAlerts alerts = new InMemoryAlerts();
    final List<String> complaints = new ArrayList<>();
    QueryService service;
    BrowserContext context;
    Page page;

    /** One browser and one keyspace for all classes of a JVM. Each test has its own context in that browser. */
    static final class Shared implements BeforeAllCallback, TestExecutionExceptionHandler {
        @Override
        public void beforeAll(ExtensionContext context) {
            Store store = context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(ViewerTest.class));
            chromium = store.computeIfAbsent(Chromium.class, key -> Chromium.start(), Chromium.class);
            storage = store.computeIfAbsent(
                    EmptyStorage.class,
                    key -> EmptyStorage.on(EmbeddedCassandraExtension.node(context)),
                    EmptyStorage.class);
        }

        /** Leaves a picture of the page in {@code target/failed}. */
        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
            ViewerTest test = (ViewerTest) context.getRequiredTestInstance();
            String name = test.getClass().getSimpleName() + "." + context.getDisplayName() + ".png";
            try {
                test.page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "failed", name)));
            } catch (PlaywrightException e) {
                failure.addSuppressed(e);
            }
            throw failure;
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
