// SPDX-License-Identifier: Apache-2.0
package shop.front;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** Calls the worker, through the JDK's own HTTP client. */
@Component
class WorkerClient {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI worker;

    WorkerClient(Upstreams upstreams) {
        worker = upstreams.worker();
    }

    /** Returns the price in cents; the calling thread waits. */
    int price(int id) {
        try {
            return Integer.parseInt(
                    http.send(get("/prices/" + id), BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a price", e);
        }
    }

    /** Returns the number of a new receipt; no thread waits. */
    CompletableFuture<String> receipt(int id, int cents) {
        return http.sendAsync(get("/receipts/" + id + "?cents=" + cents), BodyHandlers.ofString())
                .thenApply(response -> response.body());
    }

    /** Returns the number of packages that fit into a box, computed by the worker's method {@code kind}. */
    CompletableFuture<String> packing(String kind, int id) {
        return http.sendAsync(get("/packing/" + kind + "/" + id), BodyHandlers.ofString())
                .thenApply(response -> response.body());
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(worker.resolve(path)).build();
    }
}
