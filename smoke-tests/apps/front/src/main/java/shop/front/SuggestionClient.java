// SPDX-License-Identifier: Apache-2.0
package shop.front;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.springframework.stereotype.Component;

/** Requests suggestions from the worker, through the asynchronous Apache HttpClient 5. */
@Component
class SuggestionClient {
    private final CloseableHttpAsyncClient http = HttpAsyncClients.createDefault();
    private final Upstreams upstreams;

    SuggestionClient(Upstreams upstreams) {
        this.upstreams = upstreams;
        http.start();
    }

    CompletableFuture<String> suggestions(int id) {
        SimpleHttpRequest request = SimpleRequestBuilder.get(upstreams.worker().resolve("/packing/fork-join/" + id))
                .build();
        CompletableFuture<String> answer = new CompletableFuture<>();
        http.execute(request, new FutureCallback<>() {
            @Override
            public void completed(SimpleHttpResponse response) {
                answer.complete(response.getBodyText());
            }

            @Override
            public void failed(Exception e) {
                answer.completeExceptionally(e);
            }

            @Override
            public void cancelled() {
                answer.cancel(false);
            }
        });
        return answer;
    }

    @PreDestroy
    void close() throws IOException {
        http.close();
    }
}
