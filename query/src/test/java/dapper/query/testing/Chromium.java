// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The Chromium of this machine, driven by Playwright, which must not download its own. Without one the tests are
 * skipped with a hint how to install it. On a build server ({@code CI=true}) they fail, so that missing tests are
 * noticed.
 */
public final class Chromium implements AutoCloseable {
    /** An address of this machine that browsers do not trust like localhost: plain http is not a secure context there. */
    public static final String OTHER_HOST = "192.0.2.1";

    /** The names of other sites: all lead to this machine. */
    public static final String OTHER_SITES = "*.example";

    /** For the trace of 100,000 spans on a busy build machine; elsewhere it takes three seconds. */
    private static final int PATIENCE_MILLIS = 90_000;

    private static final String MISSING =
            "The viewer's tests need Chromium: install it (Debian and Ubuntu: apt-get install"
                    + " chromium) or set DAPPER_CHROMIUM to the path of a Chromium or Chrome.";

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    public static Chromium start() {
        Optional<Path> executable = executable();
        if (executable.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(MISSING);
        }
        Assumptions.assumeTrue(executable.isPresent(), MISSING);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(executable.orElseThrow())
                                .setArgs(List.of(
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-background-networking",
                                        "--disable-smooth-scrolling",
                                        "--host-resolver-rules=MAP " + OTHER_HOST + " 127.0.0.1,MAP " + OTHER_SITES
                                                + " 127.0.0.1"))));
    }

    public BrowserContext newContext() {
        return newContext(new Browser.NewContextOptions());
    }

    /** Returns a context whose actions wait as long as a busy machine needs, as assertions do. */
    public BrowserContext newContext(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return context;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Optional<Path> executable() {
        Stream<String> named = Stream.ofNullable(System.getenv("DAPPER_CHROMIUM"));
        Stream<String> onPath = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                        .map(name -> folder + File.separator + name));
        return Stream.of(named, Stream.of("/usr/bin/chromium"), onPath)
                .flatMap(paths -> paths)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
