// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.elasticsearchrestclient.v6_4;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.db.search.SearchCalls;
import org.apache.http.HttpHost;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.jspecify.annotations.Nullable;

/** Reads the requests and responses of the client of Elasticsearch, which no application can implement. */
public final class ElasticsearchCalls {
    private static final SearchCalls CALLS = new SearchCalls("elasticsearch-rest-client-6.4", "elasticsearch");

    private ElasticsearchCalls() {}

    public static @Nullable Call start(Request request) {
        return CALLS.start(request.getMethod(), request.getEndpoint());
    }

    /** @return null if there is nothing to do */
    public static @Nullable CallingElasticsearchListener start(Request request, @Nullable ResponseListener listener) {
        if (listener == null) {
            return null; // the client will throw
        }
        CallingElasticsearchListener call = new CallingElasticsearchListener(listener);
        return CALLS.start(call, request.getMethod(), request.getEndpoint()) ? call : null;
    }

    public static void end(Call call, @Nullable Response response, @Nullable Throwable thrown) {
        Response last = thrown instanceof ResponseException ? ((ResponseException) thrown).getResponse() : response;
        if (last == null) {
            CALLS.end(call, 0, thrown);
            return;
        }
        HttpHost node = last.getHost();
        String target = last.getRequestLine().getUri();
        CALLS.answered(call, node.getSchemeName(), node.getHostName(), node.getPort(), target);
        CALLS.end(call, last.getStatusLine().getStatusCode(), thrown);
    }
}
