// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.scaladsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.HttpResponse;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.BidiShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.scaladsl.BidiFlow;
import org.apache.pekko.stream.scaladsl.Keep;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;

/** A stage between the connection and its handler, which sees each request and each response. */
public final class RequestStage extends GraphStage<BidiShape<HttpResponse, HttpResponse, HttpRequest, HttpRequest>> {
    final Inlet<HttpResponse> responseIn = Inlet.create("dapper.response.in");
    final Outlet<HttpResponse> responseOut = Outlet.create("dapper.response.out");
    final Inlet<HttpRequest> requestIn = Inlet.create("dapper.request.in");
    final Outlet<HttpRequest> requestOut = Outlet.create("dapper.request.out");

    private final BidiShape<HttpResponse, HttpResponse, HttpRequest, HttpRequest> shape =
            BidiShape.of(responseIn, responseOut, requestIn, requestOut);

    /** Puts a new stage above a connection. */
    public static <M> BidiFlow<HttpResponse, HttpResponse, HttpRequest, HttpRequest, M> above(
            BidiFlow<HttpResponse, HttpResponse, HttpRequest, HttpRequest, M> connection) {
        return BidiFlow.fromGraph(new RequestStage()).atopMat(connection, Keep.<NotUsed, M>right());
    }

    @Override
    public BidiShape<HttpResponse, HttpResponse, HttpRequest, HttpRequest> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes inherited) {
        Optional<PeerAttribute> peer = inherited.getAttribute(PeerAttribute.class);
        InetSocketAddress address = peer.isPresent() ? peer.get().address() : null;
        return new RequestStageLogic(this, address);
    }
}
