// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComponentNamesTest extends ViewerTest {
    /**
     * A component with a property {@code matches} or a method {@code click} breaks code that calls the element's own.
     */
    @Test
    void noComponentHidesAMemberThatEveryElementHas() {
        // The only page whose components are loaded with it.
        page.navigate("/map");
        assertThat(page.locator("map-tools")).isVisible();

        Object hidden = page.evaluate("""
                () => ['dapper-app', 'top-bar', 'keyboard-help', 'error-message', 'copy-button', 'combo-box', 'folded-text', 'search-page',
                  'search-form', 'query-box', 'first-run', 'empty-results', 'result-list', 'scatter-plot', 'trace-page', 'trace-header', 'trace-toolbar', 'mini-map',
                  'trace-waterfall', 'column-divider', 'time-ruler', 'span-details', 'span-events', 'span-logs', 'attribute-table', 'arriving-spans', 'trace-notices',
                  'services-page', 'services-table', 'range-choice', 'service-page', 'service-header', 'call-charts', 'call-values', 'line-chart', 'heat-chart',
                  'operations-table', 'neighbour-table', 'process-table',
                  'area-bar', 'kept-searches', 'latency-chart', 'latency-map', 'live-tail', 'result-groups', 'result-table', 'result-tools',
                  'map-page', 'map-tools', 'map-drawing', 'map-legend', 'map-panel', 'map-table']
                  .flatMap((name) => Object.getOwnPropertyNames(customElements.get(name).prototype)
                    .filter((member) => member !== 'constructor' && member in HTMLElement.prototype)
                    .map((member) => name + '.' + member))""");

        assertThat((List<?>) hidden).isEmpty();
    }
}
