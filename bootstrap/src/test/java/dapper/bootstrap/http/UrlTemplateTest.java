// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlTemplateTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "/items/{id}, /items/{id}",
                "items/{id}, items/{id}",
                "http://shop:8080/items/{id}, /items/{id}",
                "https://{host}/items/{id}, /items/{id}",
                "https://{host}/items, none",
                "http://shop/items/{id}?q={q}#{part}, /items/{id}",
                "http://shop/items?q={q}, none",
                "'/items/{id:a?b#c}/parts', '/items/{id:a?b#c}/parts'",
                "{base}/items/{id}, /items/{id}",
                "{base}, none",
                "http://shop, none",
                "http://shop/items/7, none",
                "'', none",
            })
    void isThePathOfATemplateWithVariables(String template, String path) {
        assertThat(UrlTemplate.path(template)).isEqualTo(path);
    }
}
