// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.query.testing.ShopTraces;
import dapper.query.testing.SlowTrace;
import dapper.storage.TraceId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PatternsApiTest {
    private static final String CHECKOUT = "/api/v1/patterns?service=front&operation=POST%20/checkout";

    private final InMemoryTraces traces =
            new InMemoryTraces().add(ShopTraces.generate(80, Instant.now().toEpochMilli() * 1_000_000 - 1_000_000_000));

    @Test
    void groupsTheTracesOfAnOperation() {
        try (QueryService service = QueryService.start(traces)) {
            JsonNode answer = service.get(CHECKOUT).json();

            assertThat(answer.get("stored").asInt()).isEqualTo(30);
            assertThat(answer.get("complete").asBoolean()).isTrue();
            assertThat(answer.get("patterns")).hasSize(2);
            JsonNode healthy = answer.at("/patterns/0");
            JsonNode failing = answer.at("/patterns/1");
            assertThat(healthy.get("stored").asInt()).isEqualTo(20);
            assertThat(healthy.get("traces").asDouble()).isEqualTo(80);
            assertThat(healthy.get("errorShare").asDouble()).isZero();
            assertThat(failing.get("stored").asInt()).isEqualTo(10);
            assertThat(failing.get("errorShare").asDouble()).isEqualTo(1);
            assertThat(failing.at("/criticalPath/0/operation").asText()).isEqualTo("StockTable.reserve");
            assertThat(failing.at("/criticalPath/0/share").asDouble()).isBetween(0.5, 0.9);
            String example = failing.at("/quantiles/2/traceId").asText();
            assertThat(service.get("/api/v1/traces/" + example).json().get("durationNanos"))
                    .isEqualTo(failing.at("/quantiles/2/durationNanos"));
        }
    }

    @Test
    void statesThatItGroupedTheNewestOnly() {
        try (QueryService service = QueryService.start(traces)) {
            JsonNode answer = service.get(CHECKOUT + "&limit=5").json();

            assertThat(answer.get("stored").asInt()).isEqualTo(5);
            assertThat(answer.get("complete").asBoolean()).isFalse();
            assertThat(answer.get("incompleteReason").asText())
                    .isEqualTo("These are the newest 5 traces; choose a shorter time range or a higher limit.");
        }
    }

    @Test
    void isAboutTracesThatBeginWithTheOperation() {
        try (QueryService service = QueryService.start(traces)) {
            JsonNode answer = service.get("/api/v1/patterns?service=inventory&operation=GET%20/stock")
                    .json();

            assertThat(answer.get("patterns")).isEmpty();
            assertThat(answer.get("complete").asBoolean()).isTrue();
            HttpAnswer without = service.get("/api/v1/patterns?service=front");
            assertThat(without.status()).isEqualTo(400);
            assertThat(without.json().get("parameter").asText()).isEqualTo("operation");
        }
    }

    @Test
    void comparesWithAnEarlierTimeRange() {
        long now = 1_790_000_000_000_000_000L;
        long hour = 3_600_000_000_000L;
        InMemoryTraces both = new InMemoryTraces()
                .add(ShopTraces.generate(80, now - 1_000_000_000))
                .add(SlowTrace.of(new TraceId(1, 1), now - 24 * hour - 60_000_000_000L));
        try (QueryService service = QueryService.start(both)) {
            String range = "&start=" + (now - hour) + "&end=" + now;
            String slow = "/api/v1/patterns?service=shop&operation=GET%20/orders" + range;
            JsonNode gone = service.get(slow + "&compare=1d").json();

            assertThat(gone.get("stored").asInt()).isZero();
            assertThat(gone.get("before"))
                    .hasToString("{\"startUnixNanos\":\"" + (now - 25 * hour) + "\",\"endUnixNanos\":\""
                            + (now - 24 * hour) + "\",\"stored\":1,\"complete\":true,\"incompleteReason\":\"\"}");
            assertThat(gone.at("/patterns/0/change/kind").asText()).isEqualTo("gone");
            assertThat(gone.at("/patterns/0/change/shareBefore").asDouble()).isEqualTo(1);
            assertThat(gone.at("/patterns/0/quantiles/0/traceId").asText()).isEqualTo(new TraceId(1, 1).toString());

            JsonNode fresh = service.get(CHECKOUT + range + "&compare=previous").json();
            assertThat(fresh.at("/before/endUnixNanos")).isEqualTo(fresh.get("startUnixNanos"));
            assertThat(fresh.get("patterns").findValuesAsText("kind")).containsExactly("new", "new");
            assertThat(fresh.at("/patterns/0/change/before").isNull()).isTrue();
            assertThat(fresh.at("/patterns/0/change/shareAfter").asDouble()).isEqualTo(20 / 30.0);
            assertThat(service.get(CHECKOUT + range)
                            .json()
                            .at("/patterns/0/change")
                            .isNull())
                    .isTrue();
            HttpAnswer wrong = service.get(CHECKOUT + range + "&compare=yesterday");
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.json().get("parameter").asText()).isEqualTo("compare");
        }
    }
}
