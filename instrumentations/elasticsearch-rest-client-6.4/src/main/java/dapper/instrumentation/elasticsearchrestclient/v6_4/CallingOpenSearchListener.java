// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.elasticsearchrestclient.v6_4;

import dapper.bootstrap.TraceContext;
import dapper.bootstrap.call.Call;
import org.opensearch.client.Response;
import org.opensearch.client.ResponseListener;

/**
 * A call that does not block: begins on the application's thread, and ends on one of the client's. Calls the
 * application's listener in the caller's context.
 */
public final class CallingOpenSearchListener extends Call implements ResponseListener {
    private final ResponseListener delegate;

    CallingOpenSearchListener(ResponseListener delegate) {
        this.delegate = delegate;
    }

    @Override
    public void onSuccess(Response response) {
        OpenSearchCalls.end(this, response, null);
        TraceContext before = enterCaller();
        try {
            delegate.onSuccess(response);
        } finally {
            Call.leaveCaller(before);
        }
    }

    @Override
    public void onFailure(Exception exception) {
        OpenSearchCalls.end(this, null, exception);
        TraceContext before = enterCaller();
        try {
            delegate.onFailure(exception);
        } finally {
            Call.leaveCaller(before);
        }
    }
}
