// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InsightsTest {
    private static final long MS = 1_000_000;

    private final Shape shape = new Shape();

    @Test
    void findsOneQueryForEachRowOfAnother() {
        shape.serve(0, "shop", "GET /orders", 0, 300);
        shape.query(1, "shop", "SELECT id FROM orders", 1, 10);
        for (int i = 0; i < 20; i++) {
            shape.query(1, "shop", "SELECT price FROM item WHERE id = ?", 11 + 14 * i, 21 + 14 * i + i / 10);
        }

        Insight insight = shape.insights().get(0);

        assertThat(insight.kind()).isEqualTo(InsightKind.N_PLUS_ONE);
        assertThat(insight.spanCount()).isEqualTo(20);
        assertThat(insight.positions()).hasSize(20).startsWith(2, 3, 4).isSorted();
        assertThat(insight.costNanos()).isEqualTo((210 - 11) * MS);
        assertThat(insight.weight()).isEqualTo(199 / 300.0);
        assertThat(insight.sentence())
                .isEqualTo("shop calls SELECT price FROM item WHERE id = ? 20 times, one after another: 210 ms of the"
                        + " critical path, the longest call 11 ms. They follow SELECT id FROM orders: one query with a"
                        + " join or a list of keys could replace them.");
        assertThat(shape.insights()).hasSize(1);
    }

    @Test
    void findsThatOfEachRequestAndBehindTheMethodsOfARepository() {
        shape.serve(0, "shop", "GET /orders", 0, 500);
        for (int request = 0; request < 2; request++) {
            int from = 10 + 240 * request;
            long call = shape.get(1, "shop", "http://items:80/items?of=" + request, from, from + 230);
            long entry = shape.serve(call, "items", "GET /items", from + 1, from + 229);
            for (int i = 0; i < 11; i++) {
                long method = shape.work(entry, "items", "ItemTable.find", from + 2 + 20 * i, from + 22 + 20 * i);
                shape.query(method, "items", "SELECT item", from + 3 + 20 * i, from + 21 + 20 * i);
            }
        }

        assertThat(shape.sentences())
                .containsExactly("items calls SELECT item 22 times, one after another, in 2 requests: 396 ms of the"
                        + " critical path, the longest call 18 ms. One call for all of them, or calls at the same time,"
                        + " would take less.");
    }

    @Test
    void treatsCallsThatDifferInTheirParametersAsEqual() {
        shape.serve(0, "shop", "GET /orders", 0, 240);
        for (int i = 0; i < 12; i++) {
            shape.get(1, "shop", "http://stock:80/v1/items/" + i + "?order=" + i, 20 * i, 20 * i + 12);
        }

        assertThat(shape.kinds()).containsExactly(InsightKind.REPEATED_CALLS);
        assertThat(shape.sentences().get(0))
                .startsWith("shop calls GET stock:80/v1/items/{} 12 times, one after another: 144 ms");
    }

    @Test
    void leavesOutEqualCallsThatAreFewOrCheapOrNotWaitedFor() {
        shape.serve(0, "shop", "GET /orders", 0, 300);
        for (int i = 0; i < 9; i++) {
            shape.query(1, "shop", "SELECT few", 10 * i, 10 * i + 10);
        }
        for (int i = 0; i < 20; i++) {
            shape.query(1, "shop", "SELECT cheap", 100 + i, 100.5 + i);
        }
        shape.work(1, "shop", "render", 120, 299);
        for (int i = 0; i < 20; i++) {
            shape.query(1, "shop", "SELECT beside it", 121 + 8 * i, 129 + 8 * i);
        }

        assertThat(shape.insights()).isEmpty();
    }

    @Test
    void findsReadsThatMightRunAtTheSameTime() {
        shape.serve(0, "shop", "GET /page", 0, 200);
        shape.get(1, "shop", "http://a/x", 5, 55);
        shape.get(1, "shop", "http://b/y", 56, 146);
        shape.get(1, "shop", "http://c/z", 150, 190);

        assertThat(shape.kinds()).containsExactly(InsightKind.SEQUENTIAL_CALLS);
        assertThat(shape.insights().get(0).costNanos()).isEqualTo(90 * MS);
        assertThat(shape.sentences())
                .containsExactly("shop waits for 3 reads one after another (GET a/x, GET b/y, GET c/z): 180 ms. At the"
                        + " same time they would take 90 ms, if none needs the answer of another.");
    }

    @Test
    void leavesOutReadsWithWorkOrAWriteOrAQueryBetweenThem() {
        shape.serve(0, "shop", "GET /page", 0, 400);
        shape.get(1, "shop", "http://a/x", 0, 50);
        shape.get(1, "shop", "http://a/y", 80, 130);
        shape.get(1, "shop", "http://a/z", 130, 180);
        shape.query(1, "shop", "SELECT 1", 180, 190);
        shape.get(1, "shop", "http://b/x", 190, 240);
        shape.get(1, "shop", "http://b/y", 240, 290);
        shape.post(1, "shop", "http://c", 290, 340);
        shape.get(1, "shop", "http://d/y", 340, 390);

        assertThat(shape.kinds()).doesNotContain(InsightKind.SEQUENTIAL_CALLS);
    }

    @Test
    void findsRetriesAndTheTimeTheyCost() {
        shape.serve(0, "shop", "POST /order", 0, 700);
        shape.get(1, "shop", "http://pay/charge", 10, 210);
        shape.last().error("timeout");
        shape.get(1, "shop", "http://pay/charge", 310, 510);
        shape.last().attribute("http.response.status_code", 503L);
        shape.get(1, "shop", "http://pay/charge", 560, 690);

        assertThat(shape.kinds()).startsWith(InsightKind.RETRIES).doesNotContain(InsightKind.SWALLOWED_ERROR);
        assertThat(shape.insights().get(0).costNanos()).isEqualTo(550 * MS);
        assertThat(shape.insights().get(0).positions()).containsExactly(1, 2, 3);
        assertThat(shape.sentences().get(0))
                .isEqualTo(
                        "shop repeats GET pay/charge twice after a failure (timeout): 550 ms of the critical path went"
                                + " to attempts that failed and the time before the next.");
    }

    @Test
    void takesNeitherALoopNorAParallelCallForARetry() {
        shape.serve(0, "shop", "GET /page", 0, 10);
        shape.get(1, "shop", "http://a/x?id=1", 0, 2);
        shape.last().error("");
        shape.get(1, "shop", "http://a/x?id=2", 3, 5);
        shape.get(1, "shop", "http://b", 6, 9);
        shape.last().error("");
        shape.get(1, "shop", "http://b", 7, 9);

        assertThat(shape.kinds()).containsOnly(InsightKind.SWALLOWED_ERROR);
    }

    @Test
    void findsASpanThatWaitsForTheSlowestOfManyCalls() {
        shape.serve(0, "shop", "GET /all", 0, 500);
        for (int i = 0; i < 60; i++) {
            shape.get(1, "shop", "http://shard" + i + "/all", 10 + i / 2.0, i == 7 ? 480 : 60);
        }

        assertThat(shape.kinds()).containsExactly(InsightKind.FAN_OUT);
        assertThat(shape.sentences().get(0))
                .isEqualTo("GET /all in shop makes 60 calls, up to 60 at the same time, and waits for the slowest: 467"
                        + " ms, half of them take at most 35 ms.");
        assertThat(shape.insights().get(0).spanCount()).isEqualTo(60);
    }

    @Test
    void findsTimeThatNoSpanCovers() {
        shape.serve(0, "shop", "GET /page", 0, 500);
        shape.query(1, "shop", "SELECT a", 100, 110);
        shape.query(1, "shop", "SELECT b", 200, 210);
        shape.query(1, "shop", "SELECT c", 211, 300);

        assertThat(shape.kinds()).containsExactly(InsightKind.TIME_AFTER_LAST_CHILD, InsightKind.GAP, InsightKind.GAP);
        assertThat(shape.sentences())
                .containsExactly(
                        "GET /page in shop takes 200 ms, after its last child (SELECT c in shop) has ended.",
                        "GET /page in shop takes 100 ms that no span covers, before SELECT a in shop.",
                        "GET /page in shop takes 90 ms that no span covers, between SELECT a in shop and SELECT b in"
                                + " shop.");
    }

    @Test
    void takesNoLeafForAGap() {
        shape.serve(0, "shop", "GET /page", 0, 500);
        shape.work(1, "shop", "compute", 10, 490);

        assertThat(shape.insights()).isEmpty();
    }

    @Test
    void findsTimeOnTheNetworkWhateverTheClocks() {
        shape.serve(0, "shop", "GET /page", 0, 500);
        shape.get(1, "shop", "http://stock/all", 10, 490);
        shape.serve(2, "stock", "GET /all", -900, -620);

        assertThat(shape.kinds()).contains(InsightKind.NETWORK);
        assertThat(shape.sentences())
                .contains("200 ms of GET stock/all are outside of stock: the way there and back, a new connection, or a"
                        + " queue.");
    }

    @Test
    void findsWaitsForAConnection() {
        shape.serve(0, "shop", "GET /page", 0, 500);
        shape.work(1, "shop", "HikariDataSource.getConnection", 10, 110);
        shape.last().attribute("code.function.name", "com.zaxxer.hikari.HikariDataSource.getConnection");
        shape.work(1, "shop", "Stock.reserve", 110, 480);
        shape.last().event(480, "exception", "exception.type", "java.sql.SQLTransientConnectionException");

        assertThat(shape.kinds()).containsExactly(InsightKind.CONNECTION_WAIT);
        assertThat(shape.sentences())
                .containsExactly("shop waits 470 ms for a connection of its pool, in vain. The pool is too small, or"
                        + " connections are held for too long.");
    }

    @Test
    void findsASlowFirstCall() {
        shape.serve(0, "shop", "GET /page", 0, 200);
        shape.query(1, "shop", "SELECT a", 0, 120);
        for (int i = 0; i < 4; i++) {
            shape.query(1, "shop", "SELECT a", 120 + 10 * i, 128 + 10 * i);
        }

        assertThat(shape.sentences())
                .containsExactly(
                        "The first of 5 calls of SELECT a by shop takes 120 ms, half of the others at most 8 ms:"
                                + " a connection, a cache or code was not ready.");
        assertThat(shape.insights().get(0).costNanos()).isEqualTo(112 * MS);
        assertThat(shape.insights().get(0).positions()).containsExactly(1);
    }

    @Test
    void findsServicesThatCallEachOtherOften() {
        shape.serve(0, "shop", "GET /page", 0, 1000);
        for (int i = 0; i < 60; i++) {
            long method = shape.work(1, "shop", "step " + i, 16 * i, 16 * i + 16);
            long call = shape.get(method, "shop", "http://stock/kind" + (char) ('a' + i), 16 * i, 16 * i + 16);
            shape.serve(call, "stock", "GET", 16 * i + 1, 16 * i + 15);
        }

        assertThat(shape.kinds()).containsExactly(InsightKind.CHATTY_SERVICES);
        assertThat(shape.sentences())
                .containsExactly(
                        "shop calls stock 60 times in this trace: 120 ms of the critical path. Fewer calls that"
                                + " carry more would save most of it.");
    }

    @Test
    void findsErrorsThatTheRequestDidNotReport() {
        shape.serve(0, "shop", "GET /page", 0, 60);
        long method = shape.work(1, "shop", "recommend", 0, 50);
        shape.get(method, "shop", "http://ads/top", 0, 50);
        shape.last().error("").attribute("error.type", "java.net.ConnectException");

        assertThat(shape.kinds()).containsExactly(InsightKind.SWALLOWED_ERROR);
        assertThat(shape.sentences())
                .containsExactly(
                        "GET ads/top in shop fails (java.net.ConnectException), but GET /page in shop succeeds.");
    }

    @Test
    void leavesOutErrorsThatWerePassedOnOrConcernNobodyAbove() {
        shape.serve(0, "shop", "GET /page", 0, 100);
        shape.last().attribute("http.response.status_code", 404L);
        shape.get(1, "shop", "http://stock/9", 0, 50);
        shape.last().error("").attribute("http.response.status_code", 404L);
        long failed = shape.serve(1, "shop", "forward", 50, 90);
        shape.last().error("no");
        shape.work(failed, "shop", "below a failure", 50, 80);
        shape.last().error("no");

        assertThat(shape.insights()).isEmpty();

        Shape other = new Shape();
        other.serve(0, "shop", "GET /page", 0, 40);
        other.work(1, "shop", "after the answer", 10, 150);
        other.last().error("too late");

        assertThat(other.insights()).isEmpty();
    }
}
