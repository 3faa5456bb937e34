// SPDX-License-Identifier: Apache-2.0
package shop.front;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** Requests exchange rates from the worker, through the oldest client: HttpURLConnection. */
@Component
class RateClient {
    private final URI worker;

    RateClient(Upstreams upstreams) {
        worker = upstreams.worker();
    }

    /** Returns the rate of one euro in the currency; throws if the worker does not have the currency. */
    String rate(String currency) throws IOException {
        var connection =
                (HttpURLConnection) worker.resolve("/rates/" + currency).toURL().openConnection();
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
