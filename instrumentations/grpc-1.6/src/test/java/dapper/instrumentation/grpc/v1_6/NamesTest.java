// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "shop:8080, shop:8080",
        "shop, shop",
        "[::1]:8080, [::1]:8080",
        "dns:///shop:8080, shop:8080",
        "dns://8.8.8.8/shop:8080, shop:8080",
        "directaddress:///shop/127.0.0.1:8080, 127.0.0.1:8080",
        "xds:///shop, shop",
        "unix:/run/shop.sock,",
        "unix:shop.sock,",
        "consul:///shop,"
    })
    void findsTheServerInTheTargetOfAChannel(String target, String authority) {
        assertThat(Names.authority(target)).isEqualTo(authority);
    }
}
