// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import java.net.InetSocketAddress;
import org.apache.pekko.http.scaladsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Starts and ends the calls of the server. Never throws: it runs in the middle of the application's streams. */
final class ReceivedRequests {
    private static final String NAME = "pekko-http-1.0";
    private static final int INSTRUMENTATION = AdviceErrors.number(NAME);
    private static final ServerCalls<ReceivedRequest, HttpResponse> CALLS =
            new ServerCalls<>(NAME, new ReceivedRequestGetter());

    private ReceivedRequests() {}

    /** Returns null if the agent records nothing. */
    static @Nullable ServerCall start(HttpRequest request, @Nullable InetSocketAddress peer) {
        try {
            return CALLS.start(new ReceivedRequest(request, peer));
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
            return null;
        }
    }

    /** @param response null if none was sent */
    static void end(@Nullable ServerCall call, @Nullable HttpResponse response) {
        if (call != null) {
            try {
                CALLS.end(call, response, null);
            } catch (Throwable e) {
                AdviceErrors.caught(e, INSTRUMENTATION);
            }
        }
    }

    /** Ends a request whose handler failed: the server answers 500. */
    static void fail(@Nullable ServerCall call, Throwable failure) {
        if (call != null) {
            try {
                ServerCalls.fail(call, failure);
                ServerCalls.end(call, 500);
            } catch (Throwable e) {
                AdviceErrors.caught(e, INSTRUMENTATION);
            }
        }
    }
}
