// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import dapper.bootstrap.call.ServerCall;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.http.scaladsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.HttpResponse;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
import org.jspecify.annotations.Nullable;

/**
 * The stage in one connection. Passes everything on as it comes. Runs on one thread at a time, which the stream
 * chooses.
 */
final class RequestStageLogic extends GraphStageLogic {
    /** Requests without a response, oldest first; the server's limit of pipelined requests is that of its length. */
    private final List<@Nullable ServerCall> open = new ArrayList<>(1);

    /** The connection has failed. The handler passes that on, but has not failed itself. */
    private boolean broken;

    RequestStageLogic(RequestStage stage, @Nullable InetSocketAddress peer) {
        super(stage.shape());
        Inlet<HttpRequest> requestIn = stage.requestIn;
        Outlet<HttpRequest> requestOut = stage.requestOut;
        setHandler(requestOut, new OutHandler() {
            @Override
            public void onPull() {
                pull(requestIn);
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
                cancel(requestIn, cause);
            }
        });
        setHandler(requestIn, new InHandler() {
            @Override
            public void onPush() {
                HttpRequest request = grab(requestIn);
                ServerCall call = ReceivedRequests.start(request, peer);
                open.add(call);
                PushedRequest.push(request, call);
                push(requestOut, request);
            }

            @Override
            public void onUpstreamFinish() {
                complete(requestOut);
            }

            @Override
            public void onUpstreamFailure(Throwable failure) {
                broken = true;
                fail(requestOut, failure);
            }
        });
        handleResponses(stage.responseIn, stage.responseOut);
    }

    private void handleResponses(Inlet<HttpResponse> responseIn, Outlet<HttpResponse> responseOut) {
        setHandler(responseIn, new InHandler() {
            @Override
            public void onPush() {
                HttpResponse response = grab(responseIn);
                responded(oldest(), response);
                push(responseOut, response);
            }

            @Override
            public void onUpstreamFinish() {
                complete(responseOut);
            }

            @Override
            public void onUpstreamFailure(Throwable failure) {
                if (!broken) {
                    ReceivedRequests.fail(oldest(), failure);
                }
                fail(responseOut, failure);
            }
        });
        setHandler(responseOut, new OutHandler() {
            @Override
            public void onPull() {
                pull(responseIn);
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
                cancel(responseIn, cause);
            }
        });
    }

    /** A request that has upgraded the connection belongs to the handler of HTTP/2 from now on. */
    private static void responded(@Nullable ServerCall call, HttpResponse response) {
        if (response.status().intValue() != 101 || !Http2Upgrade.isIn(response)) {
            ReceivedRequests.end(call, response);
        }
    }

    private @Nullable ServerCall oldest() {
        return open.isEmpty() ? null : open.remove(0);
    }

    /** The connection is gone: nobody gets a response. */
    @Override
    public void postStop() {
        for (ServerCall call : open) {
            ReceivedRequests.end(call, null);
        }
        open.clear();
    }
}
