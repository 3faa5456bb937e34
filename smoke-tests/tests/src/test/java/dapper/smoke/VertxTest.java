// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import app.vertx.VertxOrders;
import dapper.smoke.run.Http;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.Program;
import dapper.smoke.run.SpanTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vert.x 3, Netty, executors and JDBC woven by the same agent. */
class VertxTest {
    @Test
    void aRequestIsOneTraceThroughTheClientAndABlockingTask() throws IOException {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                Program orders = Jvm.on(Jdk.ofThisBuild())
                        .with("-XX:TieredStopAtLevel=1")
                        .tracedTo(receiver)
                        .startJava(List.of(
                                "-cp",
                                Files.readString(Path.of(System.getProperty("dapper.dispatch.classpath"))),
                                VertxOrders.class.getName()))) {
            String port = orders.awaitLine("ready on port (\\d+)").group(1);
            for (int i = 0; i < 2; i++) {
                assertThat(Http.send("GET", "http://127.0.0.1:" + port + "/orders/7")
                                .body())
                        .isEqualTo("order, 3 left");
            }
            orders.terminate();

            String trace = """
                    SERVER GET /orders/:id
                      CLIENT GET
                        SERVER GET /stock/:id
                      CLIENT SELECT dual
                    """;
            assertThat(SpanTree.below("GET /orders/:id", receiver.spans())).isEqualTo(trace + trace);
            assertThat(receiver.spans()).hasSize(8);
        }
    }
}
