// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryAlerts;
import dapper.query.testing.InMemoryCalls;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.server.ServerProcess;
import dapper.server.auth.Token;
import dapper.server.auth.TokenLine;
import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts, rules and silences as programs see them. */
class AlertsApiTest {
    @TempDir
    Path folder;

    private final Token reader = Token.random();
    private final Token admin = Token.random();
    private final InMemoryAlerts alerts = new InMemoryAlerts();
    private Path rules;
    private ServerProcess process;
    private QueryService service;

    @BeforeEach
    void start() throws Exception {
        Path tokens = Files.writeString(
                folder.resolve("tokens"),
                TokenLine.format("reader", "read", "", reader) + "\n" + TokenLine.format("ada", "read,admin", "", admin)
                        + "\n");
        rules = Files.writeString(folder.resolve("alerts.yaml"), SomeAlerts.RULES);
        // Nothing evaluates: the states are those of the test.
        alerts.otherLeads(true);
        alerts.write(SomeAlerts.pending(), true);
        alerts.write(SomeAlerts.firing(), true);
        process = ServerProcess.start(new Settings(Map.of("dapper.tokens.file", tokens.toString())::get));
        service = QueryService.start(
                process,
                new Readers(new InMemoryTraces(), new InMemoryCalls(), alerts),
                "dapper.query.alerts.rules",
                rules.toString());
    }

    @AfterEach
    void stop() {
        service.close();
        process.close();
    }

    private HttpAnswer get(String path) {
        return service.get(path, "Authorization", "Bearer " + reader.text());
    }

    private HttpAnswer write(Token token, String method, String path, String body) {
        return service.json(method, path, body, "Authorization", "Bearer " + token.text());
    }

    @Test
    void listsFiringAlertsFirst() {
        JsonNode listed = get("/api/v1/alerts").json().get("alerts");

        assertThat(listed)
                .extracting(alert -> alert.get("alert").asText())
                .containsExactly("FrontIsSlow", "FrontFails");
        JsonNode firing = listed.get(0);
        assertThat(firing.get("phase").asText()).isEqualTo("firing");
        assertThat(firing.get("value").asDouble()).isEqualTo(812e6);
        assertThat(firing.get("calls").asLong()).isEqualTo(1_234);
        assertThat(firing.at("/labels/severity").asText()).isEqualTo("page");
        assertThat(firing.get("firedUnixNanos").asText()).isEqualTo("1700000040000000000");
        assertThat(firing.get("tracesPath").asText()).isEqualTo("/search?q=x");
        assertThat(firing.get("silencedBy")).isEmpty();
        assertThat(listed.get(1).get("value").isNull()).isTrue();
        assertThat(listed.get(1).get("firedUnixNanos").isNull()).isTrue();
    }

    @Test
    void pagesThroughHistory() {
        String range = "/api/v1/alerts/history?start=1700000000&end=1700000100";
        JsonNode all = get(range).json();
        assertThat(all.get("complete").asBoolean()).isTrue();
        assertThat(all.get("changes"))
                .extracting(change -> change.get("alert").asText())
                .containsExactly("FrontFails", "FrontIsSlow");
        assertThat(all.at("/changes/0/text").isNull()).isTrue();
        assertThat(all.at("/changes/1/text").asText()).isEqualTo("812 ms");

        JsonNode newest = get(range + "&limit=1").json();
        assertThat(newest.get("complete").asBoolean()).isFalse();
        assertThat(newest.get("changes")).hasSize(1);
        assertThat(get("/api/v1/alerts/history").json().get("changes")).isEmpty();
    }

    @Test
    void showsFailedDeliveriesWithTheirReason() {
        alerts.write(SomeAlerts.failedDelivery());

        JsonNode log =
                get("/api/v1/alerts/deliveries?start=1700000000&end=1700000100").json();

        assertThat(log.get("complete").asBoolean()).isTrue();
        assertThat(log.get("deliveries")).hasSize(1);
        assertThat(log.at("/deliveries/0/receiver").asText()).isEqualTo("team");
        assertThat(log.at("/deliveries/0/status").asText()).isEqualTo("firing");
        assertThat(log.at("/deliveries/0/problem").asText()).isEqualTo("it answered 503");
        assertThat(get("/api/v1/alerts/deliveries").json().get("deliveries"))
                .as("of the last week")
                .isEmpty();
    }

    @Test
    void showsTheLastValuesOfAnAlertBesideItsLimit() {
        JsonNode values =
                get("/api/v1/alerts/values?alert=FrontIsSlow&end=1700000100").json();

        assertThat(values.at("/limit/above").asBoolean()).isTrue();
        assertThat(values.at("/limit/value").asDouble()).isEqualTo(5e8);
        assertThat(values.at("/limit/text").asText()).isEqualTo("500 ms");
        assertThat(values.get("complete").asBoolean()).isTrue();
        assertThat(values.get("points")).hasSize(36);
        assertThat(values.at("/points/35/unixNanos").asText()).isEqualTo("1700000100000000000");
        assertThat(values.at("/points/35/value").isNull()).isTrue();
        assertThat(get("/api/v1/alerts/values?alert=Nothing").status()).isEqualTo(404);
    }

    @Test
    void statesWhoMaySilence() {
        JsonNode forReader = get("/api/v1/silences").json();
        assertThat(forReader.get("mayWrite").asBoolean()).isFalse();
        JsonNode forAdmin = service.get("/api/v1/silences", "Authorization", "Bearer " + admin.text())
                .json();
        assertThat(forAdmin.get("mayWrite").asBoolean()).isTrue();
        assertThat(forAdmin.get("author").asText()).isEqualTo("ada");
    }

    @Test
    void silencesAlertsUntilTheSilenceIsEnded() {
        HttpAnswer added = write(admin, "POST", "/api/v1/silences", SomeAlerts.silence());
        assertThat(added.status()).isEqualTo(200);
        String id = added.json().get("id").asText();
        assertThat(added.json().get("state").asText()).isEqualTo("active");
        assertThat(added.json().get("createdBy").asText())
                .as("the name of the token")
                .isEqualTo("ada");
        assertThat(get("/api/v1/alerts").json().at("/alerts/0/silencedBy/0").asText())
                .isEqualTo(id);

        assertThat(write(admin, "DELETE", "/api/v1/silences/" + id, "")
                        .json()
                        .get("state")
                        .asText())
                .isEqualTo("expired");

        assertThat(get("/api/v1/silences").json().at("/silences/0/state").asText())
                .isEqualTo("expired");
        assertThat(get("/api/v1/alerts").json().at("/alerts/0/silencedBy")).isEmpty();
        assertThat(write(admin, "DELETE", "/api/v1/silences/none", "").status()).isEqualTo(404);
    }

    @Test
    void onlyAdminsMaySilence() {
        HttpAnswer refused = write(reader, "POST", "/api/v1/silences", SomeAlerts.silence());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().get("detail").asText()).isEqualTo("The token \"reader\" lacks the scope admin.");
        assertThat(write(reader, "DELETE", "/api/v1/silences/x", "").status()).isEqualTo(403);
        assertThat(service.json("POST", "/api/v1/silences", SomeAlerts.silence())
                        .status())
                .isEqualTo(401);
        assertThat(alerts.silences()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                                    | matchers must be 1 to 20.
            {"matchers": [{"value": "a"}]}                                        | matchers.name must be a text of 1 to 1000 characters.
            {"matchers": [{"name": "a", "value": "(", "isRegex": true}]}          | "(" is no regular expression (RE2): missing closing ).
            {"matchers": [{"name": "a", "value": "b"}], "comment": "x"}           | endsAt must be a text of 1 to 1000 characters.
            {"matchers": [{"name": "a", "value": "b"}], "endsAt": "soon"}         | endsAt must be a time such as 2026-01-31T12:00:00Z, or Unix time with 10 (s), 13 (ms), 16 (us) or 19 (ns) digits, not "soon".
            {"matchers": [{"name": "a", "value": "b"}], "endsAt": "1700000000"}   | endsAt must be after now and startsAt, by a year at most.
            {"matcher": []}                                                       | Unknown field "matcher". A silence is JSON with matchers (name, value, isRegex, isEqual), startsAt, endsAt, comment and createdBy.
            [                                                                     | The body is no silence. A silence is JSON with matchers (name, value, isRegex, isEqual), startsAt, endsAt, comment and createdBy.
            null                                                                  | The body is no silence. A silence is JSON with matchers (name, value, isRegex, isEqual), startsAt, endsAt, comment and createdBy.
            """)
    void refusesWhatIsNoSilence(String body, String detail) {
        HttpAnswer refused = write(admin, "POST", "/api/v1/silences", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("detail").asText()).isEqualTo(detail);
    }

    @Test
    void refusesASilenceOfAllAlerts() {
        String all = SomeAlerts.silence().replace("fr.*", ".*");

        HttpAnswer refused = write(admin, "POST", "/api/v1/silences", all);

        assertThat(refused.json().get("detail").asText())
                .isEqualTo("At least one matcher must not match an empty value, or all alerts are silenced.");
    }

    @Test
    void takesJsonOnly() {
        HttpAnswer refused = service.form("/api/v1/silences", "a=b", "Authorization", "Bearer " + admin.text());

        assertThat(refused.status()).isEqualTo(415);
    }

    @Test
    void aFileWithAMistakeIsShownAndTheRulesBeforeItStayInForce() throws Exception {
        assertRules(null);
        Files.writeString(rules, SomeAlerts.RULES.replace("above: 500ms", "above: 500"));
        awaitError(rules + ", line 9: above must be a number with a unit (ns, us, ms, s, m, h, d) such as 10ms or 1.5s,"
                + " not \"500\"");

        Files.writeString(rules, SomeAlerts.RULES);
        awaitError(null);
    }

    private void awaitError(String expected) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!text(get("/api/v1/alert-rules").json().get("error")).equals(String.valueOf(expected))) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
        assertRules(expected);
    }

    private static String text(JsonNode error) {
        return error.isNull() ? "null" : error.asText();
    }

    private void assertRules(String error) {
        JsonNode view = get("/api/v1/alert-rules").json();
        assertThat(view.get("configured").asBoolean()).isTrue();
        assertThat(text(view.get("error"))).isEqualTo(String.valueOf(error));
        assertThat(view.get("rules")).hasSize(1);
        assertThat(view.at("/rules/0/condition").asText()).isEqualTo("p99 in 5m above 500 ms");
        assertThat(view.at("/rules/0/calls").asText()).isEqualTo("front");
        assertThat(view.at("/rules/0/receivers/0").asText()).isEqualTo("team");
        assertThat(view.toString()).doesNotContain("secret");
    }

    @Test
    void doesNotStartWithAFileThatHasAMistake() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "rules: 5\n");

        assertThatThrownBy(() -> QueryService.start(
                        process,
                        new Readers(new InMemoryTraces(), new InMemoryCalls(), alerts),
                        "dapper.query.alerts.rules",
                        wrong.toString()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("dapper.query.alerts.rules: " + wrong + ", line 1: rules must be a list");
    }
}
