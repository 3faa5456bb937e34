// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.alerts.anomaly.Finding;
import dapper.query.alerts.anomaly.Season;
import dapper.query.alerts.anomaly.Usual;
import dapper.query.alerts.rule.Observation;
import dapper.query.alerts.rule.RuleFileReader;
import dapper.query.traceql.parse.QueryParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceSearchLinkTest {
    private static final Observation SEEN = new Observation(
            Observation.Verdict.MET, 3e9, 100, new Finding(Finding.Kind.UNUSUAL, new Usual(1e9, 0, 2e9, Season.WEEK)));

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            service: a, metric: error-ratio, above: 5%             ; { resource.service.name = "a" && span:kind != client && span:kind != producer && span:status = error }
            service: a, metric: p50, below: 1ms                    ; { resource.service.name = "a" && span:kind != client && span:kind != producer && span:duration < 1ms }
            service: a, metric: apdex, apdex: 1s, below: 0.9       ; { resource.service.name = "a" && span:kind != client && span:kind != producer && (span:status = error || span:duration > 1s) }
            service: a, metric: no-data                            ; { resource.service.name = "a" && span:kind != client && span:kind != producer }
            service: a, slo: {objective: 99%}                      ; { resource.service.name = "a" && span:kind != client && span:kind != producer && span:status = error }
            service: a, slo: {objective: 99%, latency: 1s}         ; { resource.service.name = "a" && span:kind != client && span:kind != producer && (span:status = error || span:duration > 1s) }
            caller: a, callee: 'stock:80', metric: rate, above: 1  ; { resource.service.name = "a" && span.server.address = "stock" }
            caller: a, callee: kafka orders, metric: rate, below: 1; { resource.service.name = "a" && (span.db.namespace = "orders" || span.messaging.destination.name = "orders") }
            service: a, metric: error-ratio, anomaly: {}           ; { resource.service.name = "a" && span:kind != client && span:kind != producer && span:status = error }
            service: a, metric: p99, anomaly: {}                   ; { resource.service.name = "a" && span:kind != client && span:kind != producer && span:duration > 2s }
            service: a, metric: rate, anomaly: {}                  ; { resource.service.name = "a" && span:kind != client && span:kind != producer }
            """)
    void findsTheBadCalls(String rule, String query) throws Exception {
        String text = TraceSearchLink.query(
                        RuleFileReader.read("rules: [{name: A, " + rule + "}]")
                                .rules()
                                .get(0),
                        SEEN)
                .toString();

        assertThat(text).isEqualTo(query);
        assertThat(QueryParser.parse(text).toString()).isEqualTo(text);
    }
}
