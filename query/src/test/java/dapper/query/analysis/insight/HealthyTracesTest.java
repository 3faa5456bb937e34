// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.analysis.TraceTree;
import dapper.query.testing.ShopTraces;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Healthy traces have no insights: those of the generated shop, and those that the demo's applications record. */
class HealthyTracesTest {
    private final Shape shape = new Shape();

    @Test
    void findsNothingInTheShopButTheSearchThatReadsPageAfterPage() {
        Map<TraceId, List<Span>> traces = ShopTraces.generate(400, 1_790_000_000_000_000_000L).stream()
                .collect(Collectors.groupingBy(Span::traceId));
        traces.values()
                .removeIf(spans -> spans.stream().anyMatch(span -> span.status().isError()));
        assertThat(traces).hasSize(350);

        traces.forEach((id, spans) -> {
            TraceTree tree = TraceTree.of(Trace.of(id, spans));
            List<Insight> insights = Shape.insights(tree);
            Span root = tree.nodes().get(0).span();
            assertThat(root).isNotNull();
            if (root.name().equals("GET /search")) {
                assertThat(insights).extracting(Insight::kind).containsExactly(InsightKind.SEQUENTIAL_CALLS);
            } else {
                assertThat(insights).as(root.name()).isEmpty();
            }
        });
    }

    @Test
    void findsNothingInAProductOfTheDemo() {
        shape.serve(0, "front", "GET /products/{id}", 0, 14);
        long stock = shape.get(1, "front", "http://127.0.0.1:8081/stock/1", 1, 4);
        query(shape.serve(stock, "inventory", "GET /stock/*", 1.4, 3.7), "inventory", 1.8, 2.9);
        long price = shape.get(1, "front", "http://127.0.0.1:8081/stock/1/price", 4.2, 9);
        long below = shape.serve(price, "inventory", "GET /stock/*", 4.5, 8.8);
        long deep = shape.get(below, "inventory", "http://127.0.0.1:8082/prices/1", 4.9, 8.4);
        query(shape.serve(deep, "worker", "GET /prices/*", 5.2, 8.1), "worker", 6, 7.2);
        long rate = shape.get(1, "front", "http://127.0.0.1:8082/rates/USD", 9.2, 12.9);
        shape.serve(rate, "worker", "GET /rates/*", 9.8, 12.4);

        assertThat(shape.insights()).isEmpty();
    }

    @Test
    void findsNothingInAnOrderOfTheDemo() {
        shape.serve(0, "front", "POST /orders", 0, 48);
        long reserve = shape.post(1, "front", "http://127.0.0.1:8081/stock/1/reservations?quantity=2", 1, 9);
        long below = shape.serve(reserve, "inventory", "POST /stock/*", 1.5, 8.5);
        query(below, "inventory", 2, 4);
        query(below, "inventory", 4.3, 8);
        long price = shape.get(1, "front", "http://127.0.0.1:8082/prices/1", 9.4, 14);
        query(shape.serve(price, "worker", "GET /prices/*", 9.9, 13.6), "worker", 11, 12);
        long receipt = shape.get(1, "front", "http://127.0.0.1:8082/receipts/1?cents=200", 14.4, 47);
        shape.serve(receipt, "worker", "GET /receipts/*", 15, 46.5);

        assertThat(shape.insights()).isEmpty();
    }

    @Test
    void findsNothingInAnUnknownProductOfTheDemo() {
        shape.serve(0, "front", "GET /products/{id}", 0, 8);
        shape.last().attribute("http.response.status_code", 404L);
        long stock = shape.get(1, "front", "http://127.0.0.1:8081/stock/9", 1, 6);
        shape.last().attribute("http.response.status_code", 404L).error("");
        long below = shape.serve(stock, "inventory", "GET /stock/*", 1.4, 5.6);
        shape.last().attribute("http.response.status_code", 404L);
        query(below, "inventory", 2, 4);

        assertThat(shape.insights()).isEmpty();
    }

    private void query(long parent, String service, double from, double to) {
        shape.query(parent, service, "SELECT name, quantity FROM stock WHERE id = ?", from, to);
    }
}
