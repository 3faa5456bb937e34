// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.http.ClientCalls;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.scaladsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.concurrent.Future;
import scala.util.Try;

/** A call of the client, from the request to the head of the response. */
public final class SingleRequest extends Call implements Function1<Try<HttpResponse>, Try<HttpResponse>> {
    private static final String NAME = "pekko-http-1.0";
    private static final int INSTRUMENTATION = AdviceErrors.number(NAME);
    private static final ClientCalls<HttpRequest, Void, HttpResponse> CALLS =
            new ClientCalls<>(NAME, new SentRequestGetter());

    private HttpRequest request;

    private SingleRequest(HttpRequest request) {
        this.request = request;
    }

    /** Returns null if there is nothing to do, now or later. */
    public static @Nullable SingleRequest start(HttpRequest request) {
        SingleRequest call = new SingleRequest(request);
        if (!CALLS.start(call, request, null)) {
            return null;
        }
        call.inject(Headers.SETTER, call);
        return call;
    }

    /** The request to send, with the headers of the trace. */
    public HttpRequest request() {
        return request;
    }

    /**
     * Returns a future that is complete when the call has ended, so that what follows it comes after the call.
     *
     * @param response null if the client threw an exception instead
     */
    public @Nullable Future<HttpResponse> returned(
            @Nullable Future<HttpResponse> response, @Nullable Throwable thrown) {
        if (response == null || !isObserved()) {
            CALLS.end(this, null, thrown);
            return response;
        }
        return response.transform(this, SameThread.INSTANCE);
    }

    @Override
    public Try<HttpResponse> apply(Try<HttpResponse> result) {
        try {
            HttpResponse response = result.isSuccess() ? result.get() : null;
            CALLS.end(this, response, response == null ? result.failed().get() : null);
        } catch (Throwable e) {
            // An exception would take the place of the response.
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
        return result;
    }

    private static final class Headers implements HeaderSetter<SingleRequest> {
        private static final Headers SETTER = new Headers();

        @Override
        public void setHeader(SingleRequest call, String name, String value) {
            removeHeader(call, name);
            call.request = (HttpRequest) call.request.addHeader(RawHeader.create(name, value));
        }

        @Override
        public void removeHeader(SingleRequest call, String name) {
            if (MessageHeaders.first(call.request, name) != null) {
                call.request = (HttpRequest) call.request.removeHeader(name);
            }
        }
    }
}
