// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRouteTest {
    @ParameterizedTest
    @CsvSource({
        "'', /, /",
        "/, '', /",
        "/, //, /",
        "/, items, /items",
        "'', /items, /items",
        "/shop, items/, /shop/items",
        "/shop/, /items//, /shop/items",
        "/shop/, '', /shop",
        "/shop, /, /shop",
        "/shop/items, {id: [0-9]+}, '/shop/items/{id: [0-9]+}'"
    })
    void aTemplateBelowARouteHasOneSlashBeforeIt(String route, String template, String joined) {
        assertThat(HttpRoute.below(route, template)).isEqualTo(joined);
    }
}
