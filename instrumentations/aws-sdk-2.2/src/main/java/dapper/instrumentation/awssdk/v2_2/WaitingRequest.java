// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import dapper.bootstrap.concurrent.CallbackContext;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import org.jspecify.annotations.Nullable;

/**
 * A request of the SDK's Netty client that waits for a connection: it is written in the context of its call, on the
 * event loop of the connection. The client's own object of the request identifies it.
 */
public final class WaitingRequest extends CallbackContext {
    private static final WeakIdentityMap<WaitingRequest> WAITING = new WeakIdentityMap<>();

    private WaitingRequest() {}

    /** Called before the client asks for a connection. */
    public static void add(Object request) {
        if (isPresent()) {
            WAITING.put(request, new WaitingRequest());
        }
    }

    /**
     * Called before the client writes a request.
     *
     * @return to be passed to {@link dapper.bootstrap.concurrent.TaskRuns#end} on the same thread
     */
    public static @Nullable Object connected(Object request) {
        WaitingRequest waiting = WAITING.remove(request);
        return waiting == null ? null : waiting.begin();
    }
}
