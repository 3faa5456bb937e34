// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import dapper.query.testing.ShopTraces;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThemeTest extends ViewerTest {
    private static final String WHITE = "rgb(255, 255, 255)";
    private static final String NIGHT = "rgb(19, 21, 25)";

    @BeforeEach
    void storeTraces() {
        traces.add(ShopTraces.generate(16, Instant.now().toEpochMilli() * 1_000_000 - 1_000_000_000));
    }

    @Test
    void followsTheSystemUntilTheReaderChooses() {
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.navigate("/search");
        assertThat(page.locator("body")).hasCSS("background-color", WHITE);
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(page.locator("body")).hasCSS("background-color", NIGHT);

        page.getByLabel("Theme: as the system").click();
        assertThat(page.locator("body")).hasCSS("background-color", WHITE);
        page.reload();
        assertThat(page.locator("body")).hasCSS("background-color", WHITE);
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.getByLabel("Theme: light").click();
        assertThat(page.locator("body")).hasCSS("background-color", NIGHT);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void keepsEveryTextReadable(ColorScheme scheme) {
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
        page.navigate("/search");
        assertThat(page.locator("result-list li")).hasCount(16);
        assertThat(Layout.faint(page)).isEmpty();

        page.locator("result-list li")
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("errors"))
                .first()
                .locator("a")
                .click();
        page.getByText("StockTable.reserve").click();
        page.getByLabel("Find in trace").fill("stock");
        assertThat(page.locator(".row.match").first()).isVisible();
        assertThat(Layout.faint(page)).isEmpty();
    }

    @Test
    void redrawsTheOverviewInTheOtherTheme() {
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.navigate("/search");
        page.locator("result-list a").first().click();
        assertThat(page.locator("mini-map canvas")).isVisible();
        String light = topPixel(page);

        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));

        page.waitForCondition(() -> !topPixel(page).equals(light));
    }

    @Test
    void keepsBarsVisibleInForcedColors() {
        page.emulateMedia(new EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
        page.navigate("/search");
        String background = background(page.locator("body"));
        assertThat(background(page.locator("result-list .bar").first())).isNotEqualTo(background);
        assertThat(background(page.locator("result-list .dot").first())).isNotEqualTo(background);

        page.locator("result-list a").first().click();
        assertThat(page.locator(".row").first()).isVisible();
        assertThat(page.locator(".path").first()).not().hasCSS("fill", background);
        assertThat(page.locator(".row .bar").first()).not().hasCSS("border-top-color", background);
        assertThat(page.locator(".row .bar").first()).hasCSS("border-top-width", "1px");
        String path = topPixel(page);
        page.keyboard().press("c");
        assertThat(page.locator(".path")).hasCount(0);
        assertThat(background(page.locator(".row .bar").first())).isNotEqualTo(background);
        assertThat(background(page.locator(".row .dot").first())).isNotEqualTo(background);
        assertThat(path)
                .isEqualTo(background.replaceAll("[^0-9,]", "").equals("0,0,0") ? "255,255,255,255" : "0,0,0,255");
    }

    private static String background(Locator element) {
        return (String) element.evaluate("element => getComputedStyle(element).backgroundColor");
    }

    private static String topPixel(Page page) {
        return page.locator("mini-map canvas")
                .evaluate("canvas => [...canvas.getContext('2d').getImageData(9, 5, 1, 1).data].join()")
                .toString();
    }
}
