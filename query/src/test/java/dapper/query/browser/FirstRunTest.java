// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import dapper.query.testing.Chromium;
import dapper.query.testing.ShopTraces;
import dapper.query.viewer.Setup;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FirstRunTest extends ViewerTest {
    @Override
    Setup setup() {
        return new Setup("/opt/dapper/agent/dapper-javaagent.jar", "/opt/dapper/bin/dapper", 5317);
    }

    @Test
    void namesTheRealPathsInEveryWay() {
        page.navigate("/");

        assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("No trace has arrived yet");
        page.getByLabel("Service name").fill("shop");
        assertThat(page.locator("first-run pre")).hasText(new String[] {
            "java -javaagent:/opt/dapper/agent/dapper-javaagent.jar \\ -Dotel.service.name=shop \\"
                    + " -Dotel.exporter.otlp.endpoint=http://localhost:5317 \\ -jar application.jar",
            "export JAVA_TOOL_OPTIONS=-javaagent:/opt/dapper/agent/dapper-javaagent.jar"
                    + " export OTEL_SERVICE_NAME=shop export OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:5317",
            "/opt/dapper/bin/dapper attach PID \\ otel.service.name=shop \\"
                    + " otel.exporter.otlp.endpoint=http://localhost:5317"
        });
        assertThat(page.locator("first-run copy-button")).hasCount(3);
    }

    @Test
    void namesTheCollectorByTheHostOfTheAddress() {
        page.navigate("http://" + Chromium.OTHER_HOST + ":" + service.port() + "/");

        assertThat(page.getByLabel("Collector, as the application reaches it"))
                .hasValue("http://" + Chromium.OTHER_HOST + ":5317");
    }

    @Test
    void showsTheFirstTraceWhenItArrives() {
        page.navigate("/");
        assertThat(page.locator("first-run .waiting")).containsText("Waiting for the first trace");

        traces.add(ShopTraces.generate(1, Instant.now().toEpochMilli() * 1_000_000 - 1_000_000_000));

        assertThat(page.locator("result-list li")).hasCount(1);
        assertThat(page.locator("first-run")).hasCount(0);
    }

    @Test
    void goesOnWaitingWhereTheServiceIsAwayForAWhile() {
        page.navigate("/");
        assertThat(page.locator("first-run .waiting")).containsText("Waiting for the first trace");

        traces.goDown(true);
        assertThat(page.locator("first-run .waiting")).containsText("The query service does not answer");
        traces.goDown(false);
        assertThat(page.locator("first-run .waiting")).containsText("Waiting for the first trace");
    }
}
