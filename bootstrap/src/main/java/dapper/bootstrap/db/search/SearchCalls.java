// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.search;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Span;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.db.DbAttributes;
import dapper.bootstrap.http.ClientCalls;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a client of a search engine. The requests that the client sends over HTTP for one call, one to each node
 * that it tries, are below it. Nothing here throws.
 */
public final class SearchCalls {
    private static final AttributeKey REQUEST_METHOD = AttributeKey.of("http.request.method");
    private static final int USUAL_ATTRIBUTES = 8;

    private final int instrumentation;
    private final String system;

    /**
     * @param instrumentation its name
     * @param system a value of {@code db.system.name}
     */
    public SearchCalls(String instrumentation, String system) {
        this.instrumentation = AdviceErrors.number(instrumentation);
        this.system = system;
    }

    /**
     * Starts a call that ends on this thread, and makes it the thread's context.
     *
     * @param path without the part that all requests of a client have in common
     * @return null if there is nothing to do at the end
     */
    public @Nullable Call start(String method, String path) {
        Call call = Call.enter(CallKind.DATABASE, system, null);
        if (call != null) {
            describe(call, method, path);
        }
        return call;
    }

    /**
     * Starts a call that may end on any thread. The thread's context stays.
     *
     * @param call a new object
     * @return false if there is nothing to do, now or at the end
     */
    public boolean start(Call call, String method, String path) {
        if (!call.begin(CallKind.DATABASE, system, null)) {
            return false;
        }
        describe(call, method, path);
        return true;
    }

    private void describe(Call call, String method, String path) {
        if (!call.isObserved()) {
            return;
        }
        try {
            SearchEndpoint endpoint = SearchEndpoint.of(method, path);
            String name = name(endpoint);
            call.operation(name);
            call.target(system, null, null, 0);
            Span span = call.span();
            if (span == null) {
                return;
            }
            span.reserve(USUAL_ATTRIBUTES);
            span.set(DbAttributes.SYSTEM_NAME, system);
            span.set(DbAttributes.OPERATION_NAME, endpoint.operation());
            span.set(DbAttributes.COLLECTION_NAME, endpoint.index());
            span.set(REQUEST_METHOD, method);
            span.name(name);
        } catch (Throwable e) {
            // The call has started: it must be ended.
            AdviceErrors.caught(e, instrumentation);
        }
    }

    private String name(SearchEndpoint endpoint) {
        String operation = endpoint.operation();
        String index = endpoint.index();
        if (operation == null) {
            return index == null ? system : index;
        }
        return index == null ? operation : operation + ' ' + index;
    }

    /**
     * Names the node that answered an observed call.
     *
     * @param port 0 or less for the scheme's default
     * @param target of the request, beginning with a slash; secrets are removed here
     */
    public void answered(Call call, String scheme, String host, int port, String target) {
        if (!call.isObserved()) {
            return;
        }
        try {
            String url = call.span() == null ? null : scheme + "://" + (port > 0 ? host + ':' + port : host) + target;
            ClientCalls.url(call, url, scheme, host, port);
        } catch (Throwable e) {
            AdviceErrors.caught(e, instrumentation);
        }
    }

    /**
     * Ends a call. It has failed if the client throws; one that its caller cancelled has not.
     *
     * @param status of the response, 0 if there was none
     */
    public void end(Call call, int status, @Nullable Throwable thrown) {
        call.leave();
        String error = null;
        try {
            Throwable cause = thrown instanceof CancellationException ? null : thrown;
            if (cause != null) {
                error = status > 0 ? Integer.toString(status) : cause.getClass().getName();
            }
            Span span = call.span();
            if (span != null) {
                describeEnd(span, status, error, cause);
            }
        } catch (Throwable e) {
            AdviceErrors.caught(e, instrumentation);
        } finally {
            call.end(status, error);
        }
    }

    /** The message of an exception for a response repeats the body of the response, which may quote documents. */
    private static void describeEnd(Span span, int status, @Nullable String error, @Nullable Throwable cause) {
        if (status > 0) {
            span.set(DbAttributes.RESPONSE_STATUS_CODE, Integer.toString(status));
        }
        if (error != null && status > 0) {
            span.error(error);
        } else if (cause != null) {
            span.error(cause);
        }
    }
}
