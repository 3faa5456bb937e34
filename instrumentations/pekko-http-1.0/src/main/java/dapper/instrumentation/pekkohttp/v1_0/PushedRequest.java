// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import dapper.bootstrap.call.ServerCall;
import java.lang.ref.WeakReference;
import org.apache.pekko.http.scaladsl.model.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * The latest request on its way from the connection to the handler. The stages between them, which Pekko HTTP adds,
 * pass it on as it is, on the same thread; the one that calls the application gets it from there.
 */
public final class PushedRequest {
    private static final ThreadLocal<@Nullable PushedRequest> LATEST = new ThreadLocal<>();

    private final WeakReference<HttpRequest> request;
    private final ServerCall call;
    private final boolean upgrades;

    private PushedRequest(HttpRequest request, ServerCall call) {
        this.request = new WeakReference<>(request);
        this.call = call;
        this.upgrades = Http2Upgrade.isIn(request);
    }

    /** The running thread is about to push a request. */
    static void push(HttpRequest request, @Nullable ServerCall call) {
        LATEST.set(call == null ? null : new PushedRequest(request, call));
    }

    /**
     * Begins the visit of the running thread to the request that a stage gets. {@link #leave} must follow on the same
     * thread.
     *
     * @return null if the element is no request, or another one
     */
    @SuppressWarnings("ReferenceEquality") // a request that equals it is another one
    public static @Nullable PushedRequest enter(@Nullable Object element) {
        if (!(element instanceof HttpRequest)) {
            return null;
        }
        PushedRequest latest = LATEST.get();
        if (latest == null || latest.request.get() != element || !ServerCall.enterAgain(latest.call)) {
            return null;
        }
        if (latest.upgrades) {
            Http2Upgrade.begin(latest.call);
        }
        return latest;
    }

    public void leave() {
        if (upgrades) {
            Http2Upgrade.end();
        }
        ServerCall.leave();
    }
}
