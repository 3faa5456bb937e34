// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.AmqpRejectAndDontRequeueException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.annotation.RabbitListenerAnnotationBeanPostProcessor;
import org.springframework.amqp.rabbit.config.RabbitListenerConfigUtils;
import org.springframework.amqp.rabbit.config.SimpleRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;

class SpringTest extends RabbitTest {
    private CachingConnectionFactory factory;
    private RabbitTemplate template;

    @BeforeEach
    void openTemplate() {
        factory = new CachingConnectionFactory(RABBIT.factory());
        template = new RabbitTemplate(factory);
    }

    @AfterEach
    void closeTemplate() {
        factory.destroy();
    }

    @Test
    void aTemplateSendsAndReceives() throws Exception {
        Traces.inSpan("parent", () -> template.convertAndSend(queue, "a"));
        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(1))
                .hasName("send " + queue)
                .hasKind(SpanKind.PRODUCER)
                .isChildOf(spans.get(0));

        Object received = null;
        while (received == null) {
            received = template.receiveAndConvert(queue);
        }

        assertThat(received).isEqualTo("a");
        assertThat(spans().takeOne())
                .hasName("receive " + queue)
                .hasKind(SpanKind.CLIENT)
                .hasLinksTo(spans.get(1));
    }

    @Test
    void aTemplateThatWaitsForAMessageProcessesNone() throws Exception {
        template.convertAndSend(queue, "a");

        assertThat(template.receiveAndConvert(queue, 60_000)).isEqualTo("a");

        assertThat(spans().takeOne()).hasName("send " + queue);
    }

    private AbstractMessageListenerContainer container(boolean direct) {
        return direct ? new DirectMessageListenerContainer(factory) : new SimpleMessageListenerContainer(factory);
    }

    private void with(boolean direct, Consumer<Message> listener, Runnable test) {
        AbstractMessageListenerContainer container = container(direct);
        container.setQueueNames(queue);
        MessageListener lambda = listener::accept;
        container.setMessageListener(lambda);
        container.setShutdownTimeout(10_000);
        container.afterPropertiesSet();
        container.start();
        try {
            test.run();
        } finally {
            container.destroy();
        }
    }

    private void processes(String destination, String text) {
        template.convertAndSend(destination, text);
        List<RecordedSpan> spans = spans().take(3);
        assertThat(spans.get(0)).hasName("send " + destination).isRoot();
        assertThat(spans.get(1))
                .hasName("process " + destination)
                .hasKind(SpanKind.CONSUMER)
                .hasRemoteParent(spans.get(0).traceId(), spans.get(0).spanId())
                .hasLinksTo(spans.get(0))
                .hasNoError()
                .hasAttribute("messaging.system", "rabbitmq")
                .hasAttribute("messaging.destination.name", destination)
                .hasAttribute("messaging.rabbitmq.destination.routing_key", destination);
        assertThat(spans.get(2)).hasName("work " + text).isChildOf(spans.get(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aContainerProcessesEachMessageInASpanThatLastsAsLongAsItsListener(boolean direct) {
        with(direct, message -> work(message.getBody()), () -> {
            processes(queue, "a");
            processes(queue, "b");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anExceptionIsThatOfTheListenerAndTheContainerGoesOn(boolean direct) {
        Consumer<Message> listener = message -> {
            work(message.getBody());
            if (new String(message.getBody()).equals("bad")) {
                throw new AmqpRejectAndDontRequeueException("out of stock");
            }
        };

        with(direct, listener, () -> {
            template.convertAndSend(queue, "bad");
            List<RecordedSpan> spans = spans().take(3);
            assertThat(spans.get(1))
                    .hasName("process " + queue)
                    .hasException(AmqpRejectAndDontRequeueException.class, "out of stock");
            processes(queue, "b");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRequestAndItsReplyAreOneTrace(boolean direct) {
        Consumer<Message> listener = message ->
                template.convertAndSend("", message.getMessageProperties().getReplyTo(), "reply", reply -> {
                    reply.getMessageProperties()
                            .setCorrelationId(message.getMessageProperties().getCorrelationId());
                    return reply;
                });
        template.setUseDirectReplyToContainer(direct);
        template.setReplyTimeout(60_000);

        with(
                direct,
                listener,
                () -> assertThat(template.convertSendAndReceive(queue, "a")).isEqualTo("reply"));

        List<RecordedSpan> spans = spans().take(direct ? 4 : 3);
        assertThat(spans.get(0)).hasName("send " + queue).isRoot();
        assertThat(spans.get(1)).hasName("process " + queue).hasLinksTo(spans.get(0));
        assertThat(spans.get(2))
                .hasName("send")
                .isChildOf(spans.get(1))
                .hasAttribute("messaging.destination.anonymous", true);
        if (direct) {
            assertThat(spans.get(3)).hasName("process").hasLinksTo(spans.get(2));
        }
        template.stop();
    }

    /** As {@code @EnableRabbit} does it, without a subclass of a configuration: old versions of Spring cannot make one here. */
    static class Application {
        static String queue;

        @Bean
        static RabbitListenerAnnotationBeanPostProcessor listeners() {
            return new RabbitListenerAnnotationBeanPostProcessor();
        }

        @Bean(name = RabbitListenerConfigUtils.RABBIT_LISTENER_ENDPOINT_REGISTRY_BEAN_NAME)
        RabbitListenerEndpointRegistry registry() {
            return new RabbitListenerEndpointRegistry();
        }

        @Bean
        SimpleRabbitListenerContainerFactory rabbitListenerContainerFactory() {
            SimpleRabbitListenerContainerFactory factory = new SimpleRabbitListenerContainerFactory();
            factory.setConnectionFactory(new CachingConnectionFactory(RABBIT.factory()));
            return factory;
        }

        @Bean
        AnnotatedListener annotatedListener() {
            return new AnnotatedListener();
        }
    }

    static class AnnotatedListener {
        @RabbitListener(queues = "annotated")
        public void receive(String text) throws Exception {
            Traces.inSpan("work " + text, () -> {});
        }
    }

    @Test
    void anAnnotatedMethodProcessesEachMessageInASpan() throws Exception {
        channel.queueDeclare("annotated", false, false, true, null);
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Application.class)) {
            context.getBean(AnnotatedListener.class);

            processes("annotated", "a");
            processes("annotated", "b");
        }
    }
}
