// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dapper.query.testing.ShopTraces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the viewer that do not arrive. */
class UnloadedTest extends AxeTest {
    @ParameterizedTest
    @ValueSource(strings = {"app.js", "model/rows.js"})
    void offersToReloadThePageIfAModuleDoesNotArrive(String module) {
        traces.add(ShopTraces.generate(1, Instant.now().toEpochMilli() * 1_000_000 - 1_000_000_000));
        page.route("**/viewer/" + module, Route::abort);
        page.navigate("/search");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The viewer could not be loaded");

        page.unroute("**/viewer/" + module);
        page.getByText("Reload the page").click();
        assertThat(page.locator("result-list li")).hasCount(1);
        assertThat(page.locator(".unloaded")).hasCount(0);
    }

    @Test
    void offersToReloadThePageIfTheServiceRefusesALibrary() {
        page.route("**/webjars/lit-html/**", route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
        page.navigate("/");
        assertThat(page.locator(".unloaded h1")).hasText("The viewer could not be loaded");
    }

    @Test
    void statesThatAModuleTakesLongAndGoesOnWhenItArrives() {
        List<Route> held = new ArrayList<>();
        page.route("**/viewer/model/rows.js", held::add);
        page.clock().install();
        page.navigate(
                "/search",
                new com.microsoft.playwright.Page.NavigateOptions()
                        .setWaitUntil(com.microsoft.playwright.options.WaitUntilState.COMMIT));
        page.waitForCondition(() -> !held.isEmpty());
        assertThat(page.locator(".unloaded")).hasCount(0);
        page.clock().runFor(16_000);
        assertThat(page.locator(".unloaded h1")).hasText("The viewer is still loading");
        held.forEach(Route::resume);
        assertThat(page.locator("first-run h1")).isVisible();
        assertThat(page.locator(".unloaded")).hasCount(0);
    }

    @Test
    void offersToReloadThePageIfTheMapDoesNotArrive() {
        page.route("**/viewer/map/map-drawing.js", Route::abort);
        page.navigate("/map");
        Locator alert = page.getByRole(AriaRole.ALERT);
        assertThat(alert).containsText("The map could not be loaded.");
        page.unroute("**/viewer/map/map-drawing.js");
        alert.locator("button").click();
        assertThat(page.locator("map-page")).isVisible();
        assertThat(alert).hasCount(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void isAccessibleWithoutTheViewer(ColorScheme scheme) {
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
        page.route("**/viewer/app.js", Route::abort);
        page.navigate("/search");
        assertThat(page.locator(".unloaded")).isVisible();
        check();
    }
}
