// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.ServerBuilder;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;

/** A handler for each connection, which comes out of a stream, as in Play. */
class PekkoConnectionsTest extends PekkoHttpServerTest {
    @Override
    CompletionStage<ServerBinding> bind(ServerBuilder server) {
        Materializer materializer = Materializer.matFromSystem(system);
        return server.connectionSource()
                .to(Sink.foreach(connection -> connection.handleWithAsyncHandler(this::handle, 8, materializer)))
                .run(materializer);
    }
}
