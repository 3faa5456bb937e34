// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.testing.TestSpan;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.predicate.SpanMatcher;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanKeyTest {
    private static final List<String> SYSTEMS =
            List.of("rpc.system", "rpc.system.name", "rpc.method", "db.system", "db.system.name", "messaging.system");

    @Test
    void aSpanMeetsThePredicateOfItsKindAndNoOther() {
        Random random = new Random(7);
        List<SpanKind> kinds = List.copyOf(SpanKind.DEFINED);
        for (int i = 0; i < 5_000; i++) {
            TestSpan made =
                    span(new TraceId(1, 1), 2, random.nextInt(2), 5, 6).kind(kinds.get(random.nextInt(kinds.size())));
            SYSTEMS.stream().filter(each -> random.nextInt(4) == 0).forEach(each -> made.attribute(each, "x"));
            Span span = made.build();
            CallKey key = SpanKey.of(span);
            for (CallKind kind : CallKind.values()) {
                assertThat(SpanMatcher.of(SpanKey.predicate(kind)).matches(span))
                        .as("%s %s", kind, span)
                        .isEqualTo(key != null && key.kind() == kind);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "server.address=a;server.port=80, a:80",
        "net.peer.name=a;net.peer.port=80, a:80",
        "peer.service=stock, stock",
        "db.system=mysql;db.name=shop, mysql shop",
        "db.system.name=mysql;net.peer.name=a, mysql a",
        "messaging.system=kafka;messaging.destination=orders, kafka orders"
    })
    void namesThePeerAlsoByOlderConventions(String attributes, String peer) {
        TestSpan span = span(new TraceId(1, 1), 2, 3, 5, 6).kind(SpanKind.CLIENT);
        for (String attribute : attributes.split(";")) {
            span.attribute(attribute.split("=")[0], attribute.split("=")[1]);
        }
        assertThat(Objects.requireNonNull(SpanKey.of(span.build())).peer()).isEqualTo(peer);
    }
}
