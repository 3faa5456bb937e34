// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import static dapper.javaagent.testing.AgentExtension.spans;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.javaagent.testing.Traces;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The client's loops, which a request of the application may be the first to start. */
class LoopTest extends NatsTest {
    /** The contexts in which the client passes tasks to its executor. */
    private final List<Object> contexts = Collections.synchronizedList(new ArrayList<>());

    private ExecutorService watched() {
        return new ThreadPoolExecutor(0, 100, 1, TimeUnit.SECONDS, new SynchronousQueue<>()) {
            @Override
            public void execute(Runnable task) {
                contexts.add(String.valueOf(Current.get()));
                super.execute(task);
            }
        };
    }

    @Test
    void loopsThatStartWithinASpanDoNotCarryItsContext() throws Exception {
        ExecutorService executor = watched();
        Traces.inSpan("parent", () -> {
            Object ownContext = Current.get();
            Connection watched = Nats.connect(NATS.options().executor(executor).build());
            int ofConnection = contexts.size();
            watched.createDispatcher(NatsTest::work).subscribe(subject);
            watched.request("nowhere", bytes("starts the loop that gets answers"), PATIENCE);

            assertThat(ofConnection).isPositive();
            assertThat(contexts).hasSize(ofConnection + 2).containsOnly("null");
            assertThat(Current.get()).isSameAs(ownContext);
            watched.close();
        });
        executor.shutdown();

        spans().take(2);
    }
}
