// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
    @ParameterizedTest
    @CsvSource({
        "shop, shop, 0",
        "shop:8080, shop, 8080",
        "' shop:80 ', shop, 80",
        "10.0.0.1:1, 10.0.0.1, 1",
        "[::1], ::1, 0",
        "[::1]:443, ::1, 443",
        "2001:db8::1, 2001:db8::1, 0",
        "shop:, shop, 0",
        "shop:65536, shop, 0",
        "shop:-1, shop, 0",
        "shop:8o, shop, 0",
        "shop:99999999999999999999, shop, 0",
    })
    void splitsHostAndPort(String text, String host, int port) {
        Authority authority = Authority.parse(text);
        assertThat(authority.host).isEqualTo(host);
        assertThat(authority.port).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ":80", "[]:80", "[::1"})
    void answersNullWhereThereIsNoHost(String text) {
        assertThat(Authority.parse(text)).isNull();
    }

    @Test
    void answersNullForNothing() {
        assertThat(Authority.parse(null)).isNull();
    }
}
