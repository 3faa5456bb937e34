// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.elasticsearchrestclient.v6_4;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.db.search.SearchCalls;
import org.apache.http.HttpHost;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.Request;
import org.opensearch.client.Response;
import org.opensearch.client.ResponseException;
import org.opensearch.client.ResponseListener;

/** Reads the requests and responses of the client of OpenSearch, which no application can implement. */
public final class OpenSearchCalls {
    private static final SearchCalls CALLS = new SearchCalls("opensearch-rest-client-1.0", "opensearch");

    private OpenSearchCalls() {}

    public static @Nullable Call start(Request request) {
        return CALLS.start(request.getMethod(), request.getEndpoint());
    }

    /** @return null if there is nothing to do */
    public static @Nullable CallingOpenSearchListener start(Request request, @Nullable ResponseListener listener) {
        if (listener == null) {
            return null; // the client will throw
        }
        CallingOpenSearchListener call = new CallingOpenSearchListener(listener);
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
