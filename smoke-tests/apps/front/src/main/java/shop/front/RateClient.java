// SPDX-License-Identifier: Apache-2.0
package shop.front;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** Asks the worker for exchange rates, in the oldest way there is: HttpURLConnection. */
@Component
class RateClient {
    private final URI worker;

    RateClient(Upstreams upstreams) {
        worker = upstreams.worker();
    }

    /** How many of the currency one euro buys, or an exception if the worker does not know the currency. */
    String rate(String currency) throws IOException {
        var connection =
                (HttpURLConnection) worker.resolve("/rates/" + currency).toURL().openConnection();
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
