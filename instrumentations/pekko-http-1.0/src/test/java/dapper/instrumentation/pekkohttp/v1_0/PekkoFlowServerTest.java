// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.ServerBuilder;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.stream.javadsl.Flow;

/** A handler that is a stream, as routes are. */
class PekkoFlowServerTest extends PekkoHttpServerTest {
    @Override
    CompletionStage<ServerBinding> bind(ServerBuilder server) {
        return server.bindFlow(Flow.of(HttpRequest.class).mapAsync(8, this::handle));
    }
}
