// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import dapper.bootstrap.call.ServerCall;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.http.scaladsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/** The handler of the application for HTTP/2, whose responses come in any order. */
public final class Http2Handler implements Function1<HttpRequest, Future<HttpResponse>> {
    private final Function1<HttpRequest, Future<HttpResponse>> actual;

    /** The first request, if it is the one that has upgraded the connection. */
    private final AtomicReference<@Nullable ServerCall> upgraded = new AtomicReference<>(Http2Upgrade.current());

    public Http2Handler(Function1<HttpRequest, Future<HttpResponse>> actual) {
        this.actual = actual;
    }

    @Override
    public Future<HttpResponse> apply(HttpRequest request) {
        ServerCall first = upgraded.get() == null ? null : upgraded.getAndSet(null);
        ServerCall call = first == null ? ReceivedRequests.start(request, null) : first;
        if (call == null) {
            return actual.apply(request);
        }
        boolean entered = ServerCall.enterAgain(call);
        try {
            Future<HttpResponse> response = actual.apply(request);
            response.onComplete(new End(call), SameThread.INSTANCE);
            return response;
        } catch (Throwable e) {
            ReceivedRequests.fail(call, e);
            throw e;
        } finally {
            ServerCall.leave(entered);
        }
    }

    private static final class End implements Function1<Try<HttpResponse>, BoxedUnit> {
        private final ServerCall call;

        private End(ServerCall call) {
            this.call = call;
        }

        @Override
        public BoxedUnit apply(Try<HttpResponse> result) {
            if (result.isSuccess()) {
                ReceivedRequests.end(call, result.get());
            } else {
                ReceivedRequests.fail(call, result.failed().get());
            }
            return BoxedUnit.UNIT;
        }
    }
}
