// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import app.mappers.MappedOrders;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.Program;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** MyBatis and JDBC woven by the same agent. */
class MappersTest {
    private static final String MAPPER =
            MappedOrders.OrderMapper.class.getName().replace('$', '.');

    /** The name of a call, its kind, and the method of the application that made it. */
    private static String described(Span span) {
        String function = span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("code.function.name"))
                .map(KeyValue::getValue)
                .map(value -> " by " + value.getStringValue().replace('$', '.'))
                .findFirst()
                .orElse("");
        return span.getKind().name().replace("SPAN_KIND_", "") + " " + span.getName() + function;
    }

    @Test
    void theSpanOfAStatementHasTheMethodOfItsMapper() throws IOException {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                Program orders = Jvm.on(Jdk.ofThisBuild())
                        .with("-XX:TieredStopAtLevel=1")
                        .tracedTo(receiver)
                        .startJava(List.of(
                                "-cp",
                                Files.readString(Path.of(System.getProperty("dapper.dispatch.classpath"))),
                                MappedOrders.class.getName()))) {
            orders.awaitExit();

            assertThat(orders.standardOutput()).contains("1 orders");
            assertThat(receiver.spans().stream().map(MappersTest::described))
                    .containsExactlyInAnyOrder(
                            "CLIENT CREATE TABLE orders",
                            "CLIENT INSERT orders by " + MAPPER + ".add",
                            "CLIENT SELECT orders by " + MAPPER + ".count",
                            "CLIENT DROP TABLE orders");
        }
    }
}
