// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;

import com.rabbitmq.client.Channel;
import dapper.javaagent.testing.RecordedSpan;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Callbacks in the place of a consumer, from version 5 on. The tests are compiled with a version that lacks them. */
class CallbackTest extends RabbitTest {
    private Object callback(String type, boolean works) throws ClassNotFoundException {
        Class<?> callback = Class.forName("com.rabbitmq.client." + type);
        return Proxy.newProxyInstance(
                callback.getClassLoader(), new Class<?>[] {callback}, (proxy, method, arguments) -> {
                    if (works) {
                        work((byte[])
                                arguments[1].getClass().getMethod("getBody").invoke(arguments[1]));
                    }
                    return null;
                });
    }

    @Test
    void aCallbackProcessesEachMessageInASpan() throws Exception {
        Object deliver = callback("DeliverCallback", true);
        Object cancel = callback("CancelCallback", false);
        Channel.class
                .getMethod(
                        "basicConsume",
                        String.class,
                        boolean.class,
                        Class.forName("com.rabbitmq.client.DeliverCallback"),
                        Class.forName("com.rabbitmq.client.CancelCallback"))
                .invoke(channel, queue, true, deliver, cancel);

        publish("a");

        List<RecordedSpan> spans = spans().take(3);
        assertThatItProcesses(spans.get(1), spans.get(0), 1);
        assertThat(spans.get(2)).hasName("work a").isChildOf(spans.get(1));
    }
}
