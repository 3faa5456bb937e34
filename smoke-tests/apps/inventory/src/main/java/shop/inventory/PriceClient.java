// SPDX-License-Identifier: Apache-2.0
package shop.inventory;

import java.io.IOException;
import java.net.URI;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.util.EntityUtils;

/** Requests prices from the worker, through Apache HttpClient 4. */
final class PriceClient {
    private final CloseableHttpClient http;
    private final URI worker;

    PriceClient(CloseableHttpClient http, URI worker) {
        this.http = http;
        this.worker = worker;
    }

    /** Returns the price in cents, as text. */
    String price(int id) throws IOException {
        try (CloseableHttpResponse response = http.execute(new HttpGet(worker.resolve("/prices/" + id)))) {
            return EntityUtils.toString(response.getEntity());
        }
    }
}
