// SPDX-License-Identifier: Apache-2.0
package orders;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Asks for stock over HTTP, as if it were another service. */
final class StockClient {
    private final CloseableHttpClient http;
    private final int port;

    StockClient(CloseableHttpClient http, int port) {
        this.http = http;
        this.port = port;
    }

    String quantity(int product) throws IOException {
        return http.execute(
                new HttpGet("http://127.0.0.1:" + port + "/stock/" + product),
                response -> EntityUtils.toString(response.getEntity()));
    }
}
