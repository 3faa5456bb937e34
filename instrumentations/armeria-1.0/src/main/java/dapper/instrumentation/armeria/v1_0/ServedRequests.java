// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.armeria.v1_0;

import com.linecorp.armeria.common.RequestContext;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpResponseException;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.ServiceRequestContext;
import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import io.netty.util.AttributeKey;

/**
 * A request from its route on, which Armeria chooses on the thread of the connection, to its answer on any thread. The
 * server's call is an attribute of the request's context.
 */
public final class ServedRequests {
    private static final AttributeKey<ServerCall> CALL = AttributeKey.valueOf("dapper.context");

    /** The first exception. It describes a request that fails: many exceptions become an answer below 500. */
    private static final AttributeKey<Throwable> FAILURE = AttributeKey.valueOf("dapper.failure");

    private ServedRequests() {}

    /** Called on the thread of the connection, before the service. */
    public static void created(ServiceRequestContext context) {
        ServerCall call = ServerCall.claimRoute();
        if (call != null) {
            context.setAttr(CALL, call);
            ServerCalls.claimedRoute(call, Routes.of(context.config()));
        }
    }

    /** Called on any thread. */
    public static void failed(ServiceRequestContext context, Throwable thrown) {
        Throwable error = Exceptions.peel(thrown); // from a CompletionException
        // These two are answers of the application.
        if (!(error instanceof HttpStatusException)
                && !(error instanceof HttpResponseException)
                && context.hasOwnAttr(CALL)
                && !context.hasOwnAttr(FAILURE)) {
            context.setAttr(FAILURE, error);
        }
    }

    /** Called on any thread. */
    public static void answering(RequestContext context, ResponseHeaders response) {
        if (context instanceof ServiceRequestContext) {
            answering(context, response.status().code());
        }
    }

    public static void answering(RequestContext context, int status) {
        if (status >= 500) {
            ServerCalls.fail(context.ownAttr(CALL), context.ownAttr(FAILURE));
        }
    }
}
