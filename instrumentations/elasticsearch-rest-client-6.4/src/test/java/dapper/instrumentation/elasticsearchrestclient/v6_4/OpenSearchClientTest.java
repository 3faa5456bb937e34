// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.elasticsearchrestclient.v6_4;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.http.HttpHost;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.Request;
import org.opensearch.client.Response;
import org.opensearch.client.ResponseListener;
import org.opensearch.client.RestClient;

class OpenSearchClientTest extends SearchClientContract {
    private @Nullable RestClient client;

    @Override
    String system() {
        return "opensearch";
    }

    @Override
    void startClient(int port) {
        client = RestClient.builder(new HttpHost("localhost", port))
                .setNodeSelector(nodes -> selectNodes())
                .build();
    }

    @Override
    void stopClient() throws IOException {
        client().close();
    }

    private RestClient client() {
        return Objects.requireNonNull(client);
    }

    @Override
    int perform(String method, String endpoint) throws Exception {
        return client().performRequest(new Request(method, endpoint))
                .getStatusLine()
                .getStatusCode();
    }

    @Override
    Runnable performAsync(String method, String endpoint, CompletableFuture<Integer> callback) {
        Request request = new Request(method, endpoint);
        ResponseListener listener = new ResponseListener() {
            @Override
            public void onSuccess(Response response) {
                callback.complete(response.getStatusLine().getStatusCode());
            }

            @Override
            public void onFailure(Exception exception) {
                callback.completeExceptionally(exception);
            }
        };
        return client().performRequestAsync(request, listener)::cancel;
    }
}
