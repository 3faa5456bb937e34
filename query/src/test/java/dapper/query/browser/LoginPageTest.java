// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dapper.query.testing.Chromium;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.server.ServerProcess;
import dapper.server.auth.Token;
import dapper.server.auth.TokenLine;
import dapper.server.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginPageTest {
    @TempDir
    Path folder;

    @Test
    void takesATokenOnceAndForgetsItWhenItIsWithdrawn() throws Exception {
        Token token = Token.random();
        Path file = Files.writeString(folder.resolve("tokens"), TokenLine.format("people", "read", "", token));
        try (ServerProcess process =
                        ServerProcess.start(new Settings(Map.of("dapper.tokens.file", file.toString())::get));
                QueryService service = QueryService.start(process, tenant -> new InMemoryTraces());
                Chromium chromium = Chromium.start();
                BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
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
}
