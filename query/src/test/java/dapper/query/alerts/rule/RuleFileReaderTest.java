// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.storage.Tenant;
import dapper.storage.calls.CallKind;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileReaderTest {
    private static final String RECEIVERS = """
            receivers:
              - name: am
                type: alertmanager
                url: http://localhost:9093
              - name: chat
                type: slack
                url: https://hooks.example/T0/secret
                repeat: 12h
            """;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private static AlertRule rule(String... lines) throws RuleFileException {
        return RuleFileReader.read(RECEIVERS + rules(lines)).rules().get(0);
    }

    private static String rules(String... lines) {
        return "rules:\n  - name: Slow\n    " + String.join("\n    ", lines) + "\n";
    }

    @Test
    void readsARule() throws Exception {
        AlertRule rule = rule(
                "tenant: shop",
                "service: front",
                "operation: GET /cart",
                "kind: http.server",
                "metric: p99.9",
                "above: 1.5s",
                "window: 10m",
                "for: 2m",
                "keep-firing-for: 3m",
                "missing: resolve",
                "minimum-calls: 100",
                "severity: page",
                "labels: {team: shop}",
                "annotations: {runbook: 'https://wiki.example/slow'}",
                "receivers: [chat]");

        assertThat(rule)
                .isEqualTo(new AlertRule(
                        "Slow",
                        "Slow",
                        new Tenant("shop"),
                        new Target("front", "GET /cart", CallKind.HTTP_SERVER, ""),
                        new Condition.Threshold(
                                new Metric(Metric.Kind.QUANTILE, 0.9990000000000001),
                                new Limit(true, 1.5e9),
                                new Window(10 * MINUTE, 0, MINUTE),
                                100),
                        new Timing(2 * MINUTE, 3 * MINUTE, Timing.Missing.RESOLVE),
                        Map.of("alertname", "Slow", "service", "front", "severity", "page", "team", "shop"),
                        Map.of("runbook", "https://wiki.example/slow"),
                        List.of("chat")));
        assertThat(rule.condition().text()).isEqualTo("p99.9 in 10m above 1.5 s");
        assertThat(rule.target().text()).isEqualTo("front GET /cart (http.server)");
    }

    @Test
    void hasDefaults() throws Exception {
        assertThat(rule("service: front", "metric: error-ratio", "above: 5%"))
                .isEqualTo(new AlertRule(
                        "Slow",
                        "Slow",
                        Tenant.DEFAULT,
                        new Target("front", "", null, ""),
                        new Condition.Threshold(
                                new Metric(Metric.Kind.ERROR_RATIO, 0),
                                new Limit(true, 0.05),
                                new Window(5 * MINUTE, 0, MINUTE),
                                10),
                        new Timing(0, 2 * MINUTE, Timing.Missing.KEEP),
                        Map.of("alertname", "Slow", "service", "front", "severity", "warning"),
                        Map.of(),
                        List.of("am", "chat")));
    }

    @Test
    void readsReceivers() throws Exception {
        assertThat(RuleFileReader.read(RECEIVERS).receivers())
                .containsExactly(
                        new Receiver("am", Receiver.Type.ALERTMANAGER, URI.create("http://localhost:9093"), MINUTE),
                        new Receiver(
                                "chat",
                                Receiver.Type.SLACK,
                                URI.create("https://hooks.example/T0/secret"),
                                TimeUnit.HOURS.toNanos(12)));
        assertThat(RuleFileReader.read(RECEIVERS).receivers().toString()).doesNotContain("secret");
    }

    @Test
    void readsAnApdex() throws Exception {
        assertThat(rule("service: front", "metric: apdex", "apdex: 300ms", "below: 0.85")
                        .condition()
                        .text())
                .isEqualTo("apdex of 300 ms in 5m below 0.85");
        assertThat(rule("service: front", "metric: apdex", "below: 0.85")
                        .condition()
                        .text())
                .isEqualTo("apdex of 500 ms in 5m below 0.85");
    }

    @Test
    void readsAChange() throws Exception {
        AlertRule rule = rule(
                "caller: front", "callee: stock", "metric: rate", "below: -30%", "compared-with: week", "window: 20m");

        assertThat(rule.target()).isEqualTo(new Target("front", "", null, "stock"));
        assertThat(rule.condition().text()).isEqualTo("change of rate in 20m within 7d below -30%");
        assertThat(rule.condition().windows())
                .containsExactly(
                        new Window(20 * MINUTE, 0, 10 * MINUTE),
                        new Window(20 * MINUTE, TimeUnit.DAYS.toNanos(7), 10 * MINUTE));
    }

    @Test
    void readsAnAnomaly() throws Exception {
        assertThat(rule("service: front", "metric: p99", "anomaly: {}")
                        .condition()
                        .text())
                .isEqualTo("unusually high p99 in 1h (medium sensitivity, change of 20% or more)");
        assertThat(rule("service: front", "metric: rate", "anomaly: {sensitivity: high, least-change: 50%}")
                        .condition()
                        .text())
                .isEqualTo("unusual rate in 1h (high sensitivity, change of 50% or more)");
        assertThat(rule("service: front", "metric: apdex", "apdex: 300ms", "anomaly: {sensitivity: low}")
                        .condition()
                        .text())
                .isEqualTo("unusually low apdex of 300 ms in 1h (low sensitivity, change of 20% or more)");
        assertThat(rule("service: front", "metric: error-ratio", "anomaly: {side: both}")
                        .condition()
                        .stepNanos())
                .isEqualTo(10 * MINUTE);
    }

    @Test
    void readsTheUsualBurnRatesOfAnSlo() throws Exception {
        List<AlertRule> rules = RuleFileReader.read(
                        RECEIVERS + rules("service: front", "slo: {objective: 99.9%, latency: 300ms}"))
                .rules();

        assertThat(rules).extracting(AlertRule::id).containsExactly("Slow/1h", "Slow/6h", "Slow/3d");
        assertThat(rules).extracting(AlertRule::name).containsOnly("Slow");
        assertThat(rules)
                .extracting(rule -> rule.condition().text())
                .containsExactly(
                        "burn rate of 99.9% within 300 ms in 1h and 5m above 14.4",
                        "burn rate of 99.9% within 300 ms in 6h and 30m above 6",
                        "burn rate of 99.9% within 300 ms in 3d and 6h above 1");
        assertThat(rules).extracting(rule -> rule.labels().get("severity")).containsExactly("page", "page", "ticket");
        assertThat(rules).extracting(rule -> rule.labels().get("slo_window")).containsExactly("1h", "6h", "3d");
    }

    @Test
    void readsOwnBurnRates() throws Exception {
        List<AlertRule> rules = RuleFileReader.read(RECEIVERS
                        + rules(
                                "service: front",
                                "severity: info",
                                "slo:",
                                "  objective: 0.9",
                                "  burn-rates:",
                                "    - {long: 30m, short: 2m, factor: 5}",
                                "    - {long: 2h, short: 10m, factor: 2.5, severity: page}"))
                .rules();

        assertThat(rules)
                .extracting(
                        rule -> rule.condition().text() + " " + rule.labels().get("severity"))
                .containsExactly(
                        "burn rate of 90% in 30m and 2m above 5 info", "burn rate of 90% in 2h and 10m above 2.5 page");
    }

    @Test
    void readsAnEmptyFile() throws Exception {
        assertThat(RuleFileReader.read("# nothing yet\n")).isEqualTo(RuleFile.EMPTY);
    }

    /** The number is the line of the file, whose rule begins at line 10. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            service: a\\nmetric: p99\\nabove: 5x                 | line 13: above must be a number with a unit (ns, us, ms, s, m, h, d) such as 10ms or 1.5s, not "5x"
            service: a\\nmetric: p99\\nabove: 5s\\nabve: 1s       | line 14: the key abve is unknown here; there are above, annotations, anomaly, apdex, below, callee, caller, compared-with, for, keep-firing-for, kind, labels, metric, minimum-calls, missing, name, operation, receivers, service, severity, slo, tenant, window
            service: a\\nmetric: p99                            | line 10: a rule has one of above, below and anomaly
            service: a\\nmetric: p99\\nabove: 1s\\nbelow: 1s      | line 10: a rule has one of above, below and anomaly
            service: a                                        | line 10: the key metric is missing, or slo
            service: a\\nmetric: p0\\nabove: 1s                  | line 12: metric must be rate, error-ratio, apdex, no-data or a quantile such as p50, p95 or p99.9, not "p0"
            service: a\\nmetric: apdex\\nbelow: 2                | line 13: below must be a number from 0 to 1, not "2"
            service: a\\nmetric: p99\\nabove: 1s\\napdex: 1s      | line 14: apdex has a meaning for the metric apdex only
            metric: p99\\nabove: 1s                             | line 10: a rule has either a service, or a caller and a callee
            caller: a\\nmetric: p99\\nabove: 1s                  | line 10: a rule has either a service, or a caller and a callee
            caller: a\\ncallee: b\\nkind: job\\nmetric: p9\\nabove: 1s | line 13: kind must be one of calls to a callee, such as http.client or db.client
            service: a\\nmetric: rate\\nabove: -1                | line 13: above must be a number of calls a second such as 10 or 10/s, or 600/m, not "-1"
            service: a\\nmetric: rate\\nabove: 1\\nminimum-calls: 5 | line 14: minimum-calls has no meaning for a rate
            service: a\\nmetric: error-ratio\\nabove: 101%       | line 13: above must be a share of the calls from 0% to 100%, not "101%"
            service: a\\nmetric: rate\\nabove: 1\\nwindow: 90s    | line 14: window must be 1m to 30d: whole minutes up to 3h, multiples of 10m up to 2d, and whole hours beyond, not "90s"
            service: a\\nmetric: rate\\nabove: 1\\nwindow: 4h5m   | line 14: window must be a number with a unit (ns, us, ms, s, m, h, d) such as 10ms or 1.5s, not "4h5m"
            service: a\\nmetric: rate\\nabove: 1\\nwindow: 185m   | line 14: window must be 1m to 30d: whole minutes up to 3h, multiples of 10m up to 2d, and whole hours beyond, not "185m"
            service: a\\nmetric: rate\\nabove: 50%\\ncompared-with: day\\nwindow: 5m | line 15: window must be a multiple of 10m if it is compared with another day, not "5m"
            service: a\\nmetric: rate\\nabove: 1\\nfor: -1m       | line 14: for must be a number with a unit (ns, us, ms, s, m, h, d) such as 10ms or 1.5s, not "-1m"
            service: a\\nmetric: rate\\nabove: 1\\nreceivers: [x] | line 14: receivers must be names of receivers of the file, not "x"
            service: a\\nmetric: rate\\nabove: 1\\nlabels: {a-b: 1} | line 14: labels must have names of letters, digits and underscores, not "a-b"
            service: a\\nmetric: rate\\nabove: 1\\nlabels: {severity: x} | line 14: labels must not have severity, which every alert has
            service: a\\nmetric: rate\\nabove: 1\\nlabels: [x]     | line 14: labels must be a map of keys and values
            service: a\\nmetric: rate\\nabove: 1\\nabove: 2       | line 14: the key above is there twice
            service: a\\nmetric: rate\\nabove:                   | line 13: above must not be empty
            service: [a]\\nmetric: rate\\nabove: 1               | line 11: service must be a text or a number
            service: a\\nmetric: p99\\nabove: 1s\\nanomaly: {}    | line 13: above has no meaning with anomaly, which compares the last hour with what is usual
            service: a\\nmetric: p99\\nwindow: 5m\\nanomaly: {}   | line 13: window has no meaning with anomaly, which compares the last hour with what is usual
            service: a\\nmetric: p99\\nanomaly: high             | line 13: anomaly must be a map of keys and values
            service: a\\nmetric: p99\\nanomaly: {sensitivity: 3} | line 13: sensitivity must be low, medium or high, not "3"
            service: a\\nmetric: p99\\nanomaly: {side: up}       | line 13: side must be above, below or both, not "up"
            service: a\\nmetric: p99\\nanomaly: {least-change: x} | line 13: least-change must be a share of the usual value such as 20%, not "x"
            service: a\\nmetric: rate\\nanomaly: {}\\nminimum-calls: 5 | line 14: minimum-calls has no meaning for a rate
            service: a\\nslo: {objective: 90%}                  | line 12: objective must be above 93.06% with the usual burn rates, or give burn-rates
            service: a\\nslo: {objective: 100%}                 | line 12: objective must be 50% to 99.9999%, not "100%"
            service: a\\nslo: {objective: 99%, burn-rates: []}  | line 12: burn-rates must be 1 to 10
            service: a\\nslo: {objective: 99%}\\nmetric: rate    | line 10: a rule has either a metric or an slo
            service: a\\nmetric: rate\\nabove: 1\\ntenant: A      | line 14: tenant must be the name of a tenant, not "A"
            """)
    void refusesAMistakeWithItsLine(String rule, String message) {
        String text = RECEIVERS + "rules:\n  - name: Slow\n    " + rule.strip().replace("\\n", "\n    ") + "\n";

        assertThatThrownBy(() -> RuleFileReader.read(text))
                .isInstanceOf(RuleFileException.class)
                .hasMessage(message);
    }

    @Test
    void refusesWhatIsNoYaml() {
        assertThatThrownBy(() -> RuleFileReader.read("rules:\n  - {name: secret\n"))
                .isInstanceOf(RuleFileException.class)
                .hasMessageStartingWith("line 3: is no YAML: ")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> RuleFileReader.read("a: [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]"))
                .isInstanceOf(RuleFileException.class);
        assertThatThrownBy(() -> RuleFileReader.read("[]"))
                .isInstanceOf(RuleFileException.class)
                .hasMessage("line 1: the file must be a map of keys and values");
    }

    /** A file cannot make objects, nor refer to itself. */
    @Test
    void refusesTagsAndAliases() {
        assertThatThrownBy(() -> rule("service: !!java.net.URL a", "metric: rate", "above: 1"))
                .isInstanceOf(RuleFileException.class)
                .hasMessageStartingWith("line 11: is no YAML: ");
        assertThatThrownBy(() -> RuleFileReader.read("rules: &a\n  - *a\n")).isInstanceOf(RuleFileException.class);
    }

    @Test
    void readsTheRecipientsOfEmails() throws Exception {
        Receiver receiver = RuleFileReader.read(
                        "receivers: [{name: a, type: email, to: [a+b@shop.example, c@localhost], repeat: 1h}]")
                .receivers()
                .get(0);

        assertThat(receiver.recipients()).containsExactly("a+b@shop.example", "c@localhost");
        for (String to : List.of("[]", "['a@b, c@d']", "['a b@c']", "['a@b\r\nBcc: x@y']", "['<a@b>']")) {
            assertThatThrownBy(() -> RuleFileReader.read("receivers:\n  - {name: a, type: email, to: " + to + "}"))
                    .hasMessage("line 2: to must be a list of 1 to 50 addresses such as on-call@shop.example");
        }
        assertThatThrownBy(() -> RuleFileReader.read("receivers:\n  - {name: a, type: email, to: [a@b], url: 'x'}"))
                .hasMessage("line 2: the key url is unknown here; there are name, repeat, to, type");
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:secret@host/",
        "ftp://host/secret",
        "'not an address: secret'",
        "/secret",
        "https:///secret"
    })
    void neverQuotesAUrl(String url) {
        assertThatThrownBy(() ->
                        RuleFileReader.read("receivers:\n  - name: a\n    type: webhook\n    url: '" + url + "'\n"))
                .isInstanceOf(RuleFileException.class)
                .hasMessage("line 4: url must be an address such as https://host:9093/path");
    }

    @Test
    void refusesTwoOfOneName() {
        String one = "  - {name: A, service: a, metric: rate, above: 1}\n";

        assertThatThrownBy(() -> RuleFileReader.read("rules:\n" + one + one))
                .hasMessage("line 3: name must be of one rule only; the rule at line 2 has the same");
    }

    @Test
    void theExampleInTheReadmeIsValid() throws Exception {
        Matcher example =
                Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        assertThat(example.find()).isTrue();

        RuleFile file = RuleFileReader.read(example.group(1));

        assertThat(file.rules())
                .extracting(AlertRule::id)
                .containsExactly(
                        "CartIsSlow",
                        "StockFails",
                        "NoOrders",
                        "FewerVisits",
                        "CartIsUnusual",
                        "Checkout/1h",
                        "Checkout/6h",
                        "Checkout/3d");
        assertThat(file.receivers()).extracting(Receiver::name).containsExactly("alertmanager", "chat", "on-call");
    }
}
