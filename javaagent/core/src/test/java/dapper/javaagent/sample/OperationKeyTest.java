// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.SpanKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationKeyTest {
    private static long get(String path) {
        return OperationKey.of(SpanKind.SERVER, "GET", path);
    }

    @ParameterizedTest
    @CsvSource({
        "/orders/1, /orders/2",
        "/orders/4711/items, /orders/8fe1c2d0-6a4e-4e5e/items",
        "/orders/a4711, /orders/b4712",
        "/api/v1/orders/4711, /api/v1/orders/12",
        "/a/b/c/d, /a/b/c/e/f",
        "/1, /2/3",
    })
    void takesRequestsThatDifferInAnIdentifierForOneOperation(String one, String other) {
        assertThat(get(one)).isEqualTo(get(other));
    }

    @ParameterizedTest
    @CsvSource({
        "/orders, /carts",
        "/api/v1/orders, /api/v1/carts",
        "/api/v1/orders/4711, /api/v2/orders/4711",
        "/a/b/c, /a/b/d",
        "/a, /a/b",
        "/, /a",
    })
    void tellsOperationsApartByTheirFirstSegments(String one, String other) {
        assertThat(get(one)).isNotEqualTo(get(other));
    }

    @Test
    void tellsOperationsApartByKindAndName() {
        assertThat(get("/a")).isNotEqualTo(OperationKey.of(SpanKind.SERVER, "POST", "/a"));
        assertThat(OperationKey.of(SpanKind.CLIENT, "", null))
                .isNotEqualTo(OperationKey.of(SpanKind.INTERNAL, "", null));
        assertThat(OperationKey.of(SpanKind.CONSUMER, "a", null))
                .isNotEqualTo(OperationKey.of(SpanKind.CONSUMER, "b", null));
    }

    @Test
    void looksAtABoundedPartOfALongPath() {
        assertThat(get("/" + "x".repeat(100))).isEqualTo(get("/" + "x".repeat(10_000)));
    }
}
