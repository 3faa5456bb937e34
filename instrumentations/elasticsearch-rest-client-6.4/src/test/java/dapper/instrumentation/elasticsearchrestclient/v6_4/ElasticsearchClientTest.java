// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.elasticsearchrestclient.v6_4;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.http.HttpHost;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

class ElasticsearchClientTest extends SearchClientContract {
    private @Nullable RestClient client;

    @Override
    String system() {
        return "elasticsearch";
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

    /** Since 7.5. */
    @Override
    boolean cancels() {
        return Arrays.stream(RestClient.class.getMethods())
                .anyMatch(method ->
                        method.getName().equals("performRequestAsync") && method.getReturnType() != void.class);
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
        try {
            Object cancellable = RestClient.class
                    .getMethod("performRequestAsync", Request.class, ResponseListener.class)
                    .invoke(client(), request, listener);
            return () -> cancel(cancellable);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void cancel(Object cancellable) {
        try {
            Class.forName("org.elasticsearch.client.Cancellable")
                    .getMethod("cancel")
                    .invoke(cancellable);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
