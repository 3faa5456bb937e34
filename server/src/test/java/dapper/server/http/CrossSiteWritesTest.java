// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.server.tls.ClientCertificates;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CrossSiteWritesTest {
    @ParameterizedTest
    @CsvSource({
        "POST, cross-site, https://evil.example, 403",
        "PUT, cross-site, null, 403",
        "DELETE, cross-site, , 403",
        "POST, cross-site, https://grafana.example, 200",
        "POST, same-origin, http://localhost, 200",
        "POST, none, , 200",
        "POST, , , 200",
        "GET, cross-site, https://evil.example, 200"
    })
    void refusesWritesOfOtherSites(String method, String site, String origin, int status) throws Exception {
        try (TestDoor door = new TestDoor(
                "127.0.0.1", Map.of("dapper.http.cors-origins", "https://grafana.example"), ClientCertificates.NONE)) {
            assertThat(door.send(method + " / HTTP/1.1\r\nHost: localhost"
                            + (site == null ? "" : "\r\nSec-Fetch-Site: " + site)
                            + (origin == null ? "" : "\r\nOrigin: " + origin)))
                    .startsWith("HTTP/1.1 " + status + " ");
        }
    }
}
