// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryAlerts;
import dapper.query.testing.InMemoryCalls;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.server.ServerProcess;
import dapper.server.auth.Token;
import dapper.server.auth.TokenLine;
import dapper.server.settings.Settings;
import dapper.storage.Tenant;
import dapper.storage.alerts.AlertStore;
import dapper.storage.alerts.StoredRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that are written through the API. */
class AlertRulesApiTest {
    private static final String PATH = "/api/v1/alert-rules";
    private static final String FAILS = """
            {"name": "FrontFails", "service": "front", "metric": "error-ratio", "above": 0.05, "operation": null,
             "labels": {"team": "shop"}, "receivers": ["team"]}
            """;

    private final Token reader = Token.random();
    private final Token admin = Token.random();
    private final Token ofShop = Token.random();
    private final InMemoryAlerts alerts = new InMemoryAlerts();
    private ServerProcess process;
    private QueryService service;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        Path tokens = Files.writeString(
                folder.resolve("tokens"),
                String.join(
                        "\n",
                        TokenLine.format("reader", "read", "", reader),
                        TokenLine.format("ada", "read,admin", "", admin),
                        TokenLine.format("bob", "read,admin", "shop", ofShop),
                        ""));
        Path rules = Files.writeString(folder.resolve("alerts.yaml"), SomeAlerts.RULES);
        // Nothing evaluates.
        alerts.otherLeads(true);
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

    private HttpAnswer send(Token token, String method, String path, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", "Bearer " + token.text()));
        return service.json(method, path, body, all.toArray(String[]::new));
    }

    private JsonNode listed(Token token) {
        return service.get(PATH, "Authorization", "Bearer " + token.text()).json();
    }

    private static String detail(HttpAnswer answer) {
        return answer.status() + " " + answer.json().path("detail").asText();
    }

    @Test
    void aRuleIsAddedReplacedAndDeleted() {
        HttpAnswer added = send(admin, "POST", PATH, FAILS);
        assertThat(added.status()).isEqualTo(200);
        assertThat(added.json().get("rule").asText()).isEqualTo("FrontFails");
        assertThat(added.json().at("/alerts/0/condition").asText()).isEqualTo("error-ratio in 5m above 5%");

        JsonNode view = listed(reader);
        assertThat(view.get("mayWrite").asBoolean()).isFalse();
        assertThat(view.get("rules"))
                .extracting(rule ->
                        rule.get("alert").asText() + " " + rule.get("origin").asText())
                .containsExactly("FrontIsSlow file", "FrontFails api");
        JsonNode own = view.at("/rules/1");
        assertThat(own.get("author").asText()).isEqualTo("ada");
        assertThat(own.at("/definition/above").asDouble()).isEqualTo(0.05);
        assertThat(own.at("/definition/operation").isMissingNode()).isTrue();
        assertThat(own.at("/labels/team").asText()).isEqualTo("shop");
        assertThat(view.at("/rules/0/definition").isNull()).isTrue();
        assertThat(listed(admin).get("mayWrite").asBoolean()).isTrue();

        String one = PATH + "/FrontFails";
        HttpAnswer replaced = send(admin, "PUT", one, "{\"service\": \"front\", \"slo\": {\"objective\": \"99.9%\"}}");
        assertThat(replaced.json().get("alerts"))
                .extracting(alert -> alert.get("alert").asText())
                .containsExactly("FrontFails/1h", "FrontFails/6h", "FrontFails/3d");
        assertThat(service.get(
                                "/api/v1/alerts/values?alert=FrontFails/1h&end=1700000600",
                                "Authorization",
                                "Bearer " + reader.text())
                        .status())
                .isEqualTo(200);

        assertThat(send(admin, "DELETE", one, "").json().get("alerts")).hasSize(3);
        assertThat(listed(reader).get("rules")).hasSize(1);
        assertThat(detail(send(admin, "DELETE", one, ""))).isEqualTo("404 There is no rule \"FrontFails\" of the API.");
    }

    @Test
    void aNameIsThatOfOneRule() {
        send(admin, "POST", PATH, FAILS);
        assertThat(detail(send(admin, "POST", PATH, FAILS)))
                .isEqualTo("409 There is a rule \"FrontFails\" of the API already: PUT replaces it.");
        String ofFile = FAILS.replace("FrontFails", "FrontIsSlow");
        assertThat(detail(send(admin, "POST", PATH, ofFile)))
                .isEqualTo("409 The rules file has the rule \"FrontIsSlow\": change it there.");
        assertThat(detail(send(admin, "PUT", PATH + "/FrontIsSlow", ofFile)))
                .isEqualTo("409 The rules file has the rule \"FrontIsSlow\": change it there.");
        assertThat(detail(send(admin, "DELETE", PATH + "/FrontIsSlow", "")))
                .isEqualTo("409 The rules file has the rule \"FrontIsSlow\": remove it there.");
        assertThat(detail(send(admin, "PUT", PATH + "/Other", FAILS)))
                .isEqualTo("400 name must be that of the path, or be left out.");
    }

    @Test
    void aChangeOfAnOldVersionIsRefused() {
        String one = PATH + "/FrontFails";
        String read = "\""
                + send(admin, "POST", PATH, FAILS)
                        .json()
                        .at("/alerts/0/version")
                        .asText() + "\"";

        HttpAnswer changed = send(admin, "PUT", one, FAILS.replace("0.05", "0.06"), "If-Match", read);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(detail(send(admin, "PUT", one, FAILS.replace("0.05", "0.07"), "If-Match", read)))
                .isEqualTo("412 The rule \"FrontFails\" has been changed by ada in the meantime:"
                        + " read it again, and repeat the change.");
        assertThat(send(admin, "DELETE", one, "", "If-Match", read).status()).isEqualTo(412);
        assertThat(alerts.rules())
                .singleElement()
                .extracting(StoredRule::text)
                .asString()
                .contains("0.06");

        String now = "\"" + changed.json().at("/alerts/0/version").asText() + "\"";
        assertThat(send(admin, "DELETE", one, "", "If-Match", now).status()).isEqualTo(200);
        assertThat(detail(send(admin, "PUT", one, FAILS, "If-Match", now)))
                .isEqualTo("412 The rule \"FrontFails\" has been deleted in the meantime.");
    }

    @Test
    void ofChangesAtTheSameTimeOneSucceeds() {
        send(admin, "POST", PATH, FAILS);
        StoredRule first = alerts.rules().get(0);
        StoredRule other = new StoredRule("FrontFails", first.text().replace("0.05", "0.5"), "bob", first.unixNanos());
        alerts.whileRulesAreRead(() -> alerts.replace(first, other));

        assertThat(detail(send(admin, "PUT", PATH + "/FrontFails", FAILS)))
                .isEqualTo("409 The rule \"FrontFails\" has been changed at the same time:"
                        + " read it again, and repeat the change.");
        assertThat(alerts.rules()).containsExactly(other);
        alerts.whileRulesAreRead(() -> alerts.delete(other));
        assertThat(send(admin, "DELETE", PATH + "/FrontFails", "").status()).isEqualTo(409);
    }

    @Test
    void aRuleHasAPreviewThatWritesNothing() {
        JsonNode slo = send(
                        reader,
                        "POST",
                        PATH + "/preview",
                        "{\"name\": \"A\", \"service\": \"front\", \"slo\": {\"objective\": \"99%\"}}")
                .json();
        assertThat(slo.get("alerts"))
                .extracting(each -> each.at("/rule/alert").asText() + " "
                        + each.at("/values/points").size())
                .containsExactly("A/1h 36", "A/6h 36", "A/3d 36");
        HttpAnswer mistake = send(reader, "POST", PATH + "/preview", FAILS.replace("0.05", "\"x\""));
        assertThat(mistake.status()).isEqualTo(400);
        assertThat(mistake.json().get("parameter").asText()).isEqualTo("above");
        assertThat(alerts.rules()).isEmpty();
    }

    @Test
    void onlyAdminsWrite() {
        assertThat(detail(send(reader, "POST", PATH, FAILS)))
                .isEqualTo("403 The token \"reader\" lacks the scope admin.");
        assertThat(send(reader, "PUT", PATH + "/A", FAILS).status()).isEqualTo(403);
        assertThat(send(reader, "DELETE", PATH + "/A", "").status()).isEqualTo(403);
        assertThat(service.json("POST", PATH, FAILS).status()).isEqualTo(401);
        assertThat(alerts.rules()).isEmpty();
    }

    @Test
    void theTenantOfARuleIsThatOfTheCallerAndIsNoted() {
        send(ofShop, "POST", PATH, FAILS);

        assertThat(alerts.tenants()).containsExactly(new Tenant("shop"));
        assertThat(detail(send(
                        ofShop,
                        "PUT",
                        PATH + "/A",
                        FAILS.replace("FrontFails", "A").replace("\"service\"", "\"tenant\": \"bank\", \"service\""))))
                .startsWith("400 the key tenant is unknown here; there are above, ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"service": "a", "metric": "p99", "above": "1s"}                                            | name | the key name is missing.
            {"name": "A", "service": "a", "metric": "p99", "above": 5}                                  | above | above must be a number with a unit (ns, us, ms, s, m, h, d) such as 10ms or 1.5s, not "5".
            {"name": "A", "service": "a", "metric": "p99", "anomaly": {"side": "up"}}                   | anomaly.side | side must be above, below or both, not "up".
            {"name": "A", "service": "a", "slo": {"objective": "99%", "burn-rates": [{"long": "1m"}]}}  | slo.burn-rates[0].short | the key short is missing.
            {"name": "A", "service": "a", "metric": "rate", "above": 1, "receivers": ["x"]}             | receivers | receivers must be names of receivers of the file, not "x".
            {"name": "A", "service": "a", "metric": "rate", "above": 1, "labels": {"severity": "x"}}    | labels | labels must not have severity, which every alert has.
            {"name": "A", "service": ["a"], "metric": "rate", "above": 1}                               | service | service must be a text or a number.
            {"name": "A", "service": "a", "metric": "rate"}                                             |  | The rule cannot be used: a rule has one of above, below and anomaly.
            {"name": "A", "name": "B"}                                                                  |  | The body is no rule. A rule is a JSON object with the fields of a rule of the file, such as name, service, metric and above.
            []                                                                                          |  | The body is no rule. A rule is a JSON object with the fields of a rule of the file, such as name, service, metric and above.
            {"name": "A"} x                                                                             |  | The body is no rule. A rule is a JSON object with the fields of a rule of the file, such as name, service, metric and above.
            {"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}}}                         |  | The body is no rule. A rule is a JSON object with the fields of a rule of the file, such as name, service, metric and above.
            """)
    void refusesAMistakeWithThePathOfItsField(String body, String field, String detail) {
        HttpAnswer refused = send(admin, "POST", PATH, body);

        assertThat(detail(refused)).isEqualTo("400 " + detail);
        assertThat(refused.json().path("parameter").asText("")).isEqualTo(field == null ? "" : field);
        assertThat(alerts.rules()).isEmpty();
    }

    @Test
    void takesAnyText() {
        String comment = "tab\\t, \\\"quote\\\", \\u00fc \\ud83d\\ude00: # - {x}\\n/";
        String rule = "{\"name\": \"A\", \"service\": \"a: b\", \"metric\": \"no-data\", \"annotations\": {\"note\": \""
                + comment + "\"}}";

        JsonNode added = send(admin, "POST", PATH, rule).json();

        assertThat(added.at("/alerts/0/annotations/note").asText())
                .isEqualTo("tab\t, \"quote\", \u00fc \ud83d\ude00: # - {x}\n/");
        assertThat(added.at("/alerts/0/labels/service").asText()).isEqualTo("a: b");
    }

    @Test
    void theNumberOfRulesIsBounded() {
        for (int i = 0; i < AlertStore.MOST_RULES; i++) {
            alerts.add(new StoredRule("R" + i, FAILS.replace("FrontFails", "R" + i), "ada", 1));
        }
        assertThat(detail(send(admin, "POST", PATH, FAILS)))
                .isEqualTo("409 There may be 200 rules of the API with 500 alerts, where an SLO counts once for each"
                        + " burn rate: delete one first.");
        assertThat(send(admin, "PUT", PATH + "/R7", FAILS.replace("FrontFails", "R7"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aRuleThatCannotBeUsedAnyMoreIsShown() {
        alerts.add(new StoredRule("FrontIsSlow", FAILS.replace("FrontFails", "FrontIsSlow"), "ada", 1));
        alerts.add(new StoredRule("Future", "{\"name\":\"Future\",\"service\":\"a\",\"metric\":\"mood\"}", "ada", 1));
        alerts.add(new StoredRule("Gone", FAILS.replace("FrontFails", "Gone").replace("team\"]", "gone\"]"), "ada", 1));

        JsonNode view = listed(reader);

        assertThat(view.get("refused"))
                .extracting(each ->
                        each.get("rule").asText() + ": " + each.get("reason").asText())
                .containsExactly(
                        "FrontIsSlow: the rules file has a rule of the same name",
                        "Future: metric must be rate, error-ratio, apdex, no-data or a quantile such as p50, p95 or"
                                + " p99.9, not \"mood\"");
        assertThat(view.get("rules"))
                .extracting(rule -> rule.get("alert").asText())
                .as("a receiver may be gone")
                .containsExactly("FrontIsSlow", "Gone");
        assertThat(send(admin, "DELETE", PATH + "/Future", "").status()).isEqualTo(200);
    }
}
