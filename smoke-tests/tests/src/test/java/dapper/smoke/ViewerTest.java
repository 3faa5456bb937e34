// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dapper.smoke.run.Distribution;
import dapper.smoke.run.Http;
import dapper.smoke.run.Jdk;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user searches for a failed request in the viewer and opens it. */
@ExtendWith(AllInOne.Shared.class)
class ViewerTest {
    private final AllInOne server;

    ViewerTest(AllInOne server) {
        this.server = server;
    }

    @Test
    void hasThePathsOfTheInstallation() throws IOException {
        JsonNode setup = new ObjectMapper()
                .readTree(Http.get(server.viewer() + "/viewer/setup.json").body());

        assertThat(setup.get("agentJar").asText())
                .isEqualTo(Distribution.agent().toString());
        assertThat(setup.get("launcher").asText())
                .isEqualTo(Distribution.launcher().toString());
        assertThat(server.endpoint()).endsWith(":" + setup.get("collectorPort").asInt());
    }

    @Test
    void findsTheFailedRequestAndShowsItsSpans() {
        try (Shop shop = Shop.open(Jdk.ofThisBuild(), App.withAgent(), name -> server.environment("viewed-" + name));
                Chromium chromium = Chromium.start();
                Page page = chromium.browser().newPage()) {
            page.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
            for (String path : new String[] {"/products", "/reports/broken", "/products/1"}) {
                Http.get(shop.app("front").address() + path);
            }
            Traces traces = new Traces(server);
            traces.awaitFound("service=viewed-front&operation=" + Traces.encode("GET /products/{id}"), found -> true);
            traces.awaitFound(
                    "service=viewed-inventory&error=true",
                    found -> found.get("services").size() == 2);

            page.navigate(server.viewer());
            page.getByRole(AriaRole.COMBOBOX, new GetByRoleOptions().setName("Service"))
                    .fill("viewed-fr");
            page.getByRole(AriaRole.OPTION, new GetByRoleOptions().setName("viewed-front"))
                    .click();
            page.getByLabel("Only spans with errors").check();
            page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Find traces"))
                    .click();
            assertThat(page).hasURL(Pattern.compile("/search\\?q=.*viewed-front.*error"));
            assertThat(page.locator("result-list li")).hasCount(1);

            page.locator("result-list a").first().click();
            assertThat(page.locator("trace-header h1")).containsText("GET /reports/broken");
            assertThat(page.locator(".row .operation"))
                    .hasText(new String[] {"GET /reports/broken", "GET", "GET /reports/*", "SELECT turnover"});
            assertThat(page.locator(".row .service"))
                    .hasText(new String[] {"viewed-front", "viewed-front", "viewed-inventory", "viewed-inventory"});
            assertThat(page.locator(".row.failed")).hasCount(4);

            page.locator(".row").last().click();
            assertThat(page.locator("span-details").first()).containsText("SELECT count(*) FROM turnover WHERE ? < ?");
        }
    }
}
