// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dapper.query.testing.QueryService;
import dapper.query.testing.ShopTraces;
import dapper.server.ServerProcess;
import dapper.server.auth.Token;
import dapper.server.auth.TokenLine;
import dapper.server.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginPageTest extends ViewerTest {
    @TempDir
    Path folder;

    @Test
    void takesATokenOnceAndForgetsItWhenItIsWithdrawn() throws Exception {
        Token token = Token.random();
        Path file = Files.writeString(folder.resolve("tokens"), TokenLine.format("people", "read", "", token));
        try (ServerProcess process =
                        ServerProcess.start(new Settings(Map.of("dapper.tokens.file", file.toString())::get));
                QueryService service = QueryService.start(process, tenant -> traces)) {
            List<String> refused = new ArrayList<>();
            page.onConsoleMessage(message -> {
                if (message.text().contains("Content Security Policy")) {
                    refused.add(message.text());
                }
            });

            page.navigate(service.url("/search?service=shop"));
            page.getByLabel("Token").fill("guess");
            page.getByRole(AriaRole.BUTTON).click();
            assertThat(page.getByRole(AriaRole.ALERT)).hasText("This token is not valid.");
            page.getByLabel("Token").fill(token.text());
            page.getByRole(AriaRole.BUTTON).click();

            assertThat(page.locator("dapper-app")).isAttached();
            assertThat(page).hasURL(service.url("/search?service=shop"));
            Assertions.assertThat(page.evaluate("document.cookie")).isEqualTo("");

            Files.writeString(file, "");
            while (service.get("/api/v1/services", "Authorization", "Bearer " + token.text())
                            .status()
                    != 401) {
                Thread.onSpinWait();
            }
            page.reload();
            assertThat(page.getByLabel("Token")).isVisible();
            Assertions.assertThat(refused).isEmpty();
        }
    }

    @Test
    void logsOut() throws Exception {
        Token token = Token.random();
        Path file = Files.writeString(folder.resolve("tokens"), TokenLine.format("people", "read", "", token));
        try (ServerProcess process =
                        ServerProcess.start(new Settings(Map.of("dapper.tokens.file", file.toString())::get));
                QueryService service = QueryService.start(process, tenant -> traces)) {
            someTraces();
            page.navigate(service.url("/search"));
            page.getByLabel("Token").fill(token.text());
            page.getByRole(AriaRole.BUTTON).click();
            Locator logOut = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log out"));
            assertThat(page.locator("result-list li").first()).isVisible();
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                assertThat(logOut).isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
                Assertions.assertThat(Layout.faint(page)).isEmpty();
            }

            logOut.click();

            assertThat(page).hasURL(service.url("/login"));
            page.navigate(service.url("/search"));
            assertThat(page.getByLabel("Token")).isVisible();
        }
    }

    @Test
    void hasNothingToLogOutOfWithoutTokens() {
        someTraces();
        page.navigate("/search");
        assertThat(page.locator("result-list li").first()).isVisible();

        assertThat(page.getByText("Log out")).hasCount(0);
    }

    private void someTraces() {
        traces.add(ShopTraces.generate(8, Instant.now().toEpochMilli() * 1_000_000 - 1_000_000_000));
    }
}
