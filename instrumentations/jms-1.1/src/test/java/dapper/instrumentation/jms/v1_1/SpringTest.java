// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.List;
import javax.jms.TextMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.annotation.JmsListenerAnnotationBeanPostProcessor;
import org.springframework.jms.config.DefaultJmsListenerContainerFactory;
import org.springframework.jms.config.JmsListenerConfigUtils;
import org.springframework.jms.config.JmsListenerEndpointRegistry;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.jms.listener.DefaultMessageListenerContainer;
import org.springframework.jms.listener.SessionAwareMessageListener;
import org.springframework.jms.listener.SimpleMessageListenerContainer;

@ExtendWith(AgentExtension.class)
class SpringTest {
    private final String name = Broker.newName();
    private CachingConnectionFactory factory;
    private JmsTemplate template;

    @BeforeEach
    void open() {
        factory = new CachingConnectionFactory(Broker.FACTORY);
        template = new JmsTemplate(factory);
        template.setReceiveTimeout(Broker.LONG);
    }

    @AfterEach
    void close() {
        factory.destroy();
    }

    @Test
    void cachedSessionsAddNoSpans() throws Exception {
        Traces.inSpan("parent", () -> template.convertAndSend(name, "a"));
        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(1))
                .hasName("send " + name)
                .hasKind(SpanKind.PRODUCER)
                .isChildOf(spans.get(0));

        template.receive(name);

        assertThat(spans().takeOne())
                .hasName("receive " + name)
                .hasKind(SpanKind.CLIENT)
                .hasLinksTo(spans.get(1));
    }

    private static void work(Object message) {
        try {
            Traces.inSpan("work " + message, () -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The loop has begun to receive before or after the message was sent. */
    private static RecordedSpan only(List<RecordedSpan> spans, String name) {
        List<RecordedSpan> found =
                spans.stream().filter(span -> span.name().equals(name)).toList();
        assertThat(found).as("%s of %s", name, spans).hasSize(1);
        return found.get(0);
    }

    /** Of a loop that receives: each message has a receipt, which belongs to no trace, and its processing. */
    private RecordedSpan loopProcesses(String destination, String text, int spansOfListener) {
        template.convertAndSend(destination, text);
        List<RecordedSpan> spans = spans().take(3 + spansOfListener);
        RecordedSpan send = only(spans, "send " + destination);
        assertThat(send).isRoot();
        assertThat(only(spans, "receive " + destination)).isRoot().hasLinksTo(send);
        RecordedSpan process = only(spans, "process " + destination);
        assertThat(process)
                .hasKind(SpanKind.CONSUMER)
                .hasRemoteParent(send.traceId(), send.spanId())
                .hasLinksTo(send);
        if (spansOfListener > 0) {
            assertThat(only(spans, "work " + text)).isChildOf(process);
        }
        return process;
    }

    private void loopProcessesTwo(String destination) {
        assertThat(loopProcesses(destination, "a", 1)).hasNoError();
        assertThat(loopProcesses(destination, "b", 1)).hasNoError();
    }

    /** As {@code @EnableJms} does it, without a subclass of a configuration: old versions of Spring cannot make one here. */
    static class Application {
        static final String DESTINATION = "annotated";

        @Bean
        static JmsListenerAnnotationBeanPostProcessor listeners() {
            return new JmsListenerAnnotationBeanPostProcessor();
        }

        @Bean(name = JmsListenerConfigUtils.JMS_LISTENER_ENDPOINT_REGISTRY_BEAN_NAME)
        JmsListenerEndpointRegistry registry() {
            return new JmsListenerEndpointRegistry();
        }

        @Bean
        DefaultJmsListenerContainerFactory jmsListenerContainerFactory() {
            DefaultJmsListenerContainerFactory factory = new DefaultJmsListenerContainerFactory();
            factory.setConnectionFactory(Broker.FACTORY);
            return factory;
        }

        @Bean
        AnnotatedListener annotatedListener() {
            return new AnnotatedListener();
        }
    }

    static class AnnotatedListener {
        @JmsListener(destination = Application.DESTINATION)
        public void receive(String text) {
            work(text);
        }
    }

    @Test
    void anAnnotatedMethodProcessesEachMessageInASpan() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Application.class)) {
            context.getBean(AnnotatedListener.class);

            loopProcessesTwo(Application.DESTINATION);
        }
    }

    private void with(AbstractMessageListenerContainer container, Object listener, Runnable test) {
        container.setConnectionFactory(Broker.FACTORY);
        container.setDestinationName(name);
        container.setMessageListener(listener);
        container.afterPropertiesSet();
        container.start();
        try {
            test.run();
        } finally {
            container.destroy();
        }
    }

    @Test
    void aListenerOfSpringsOwnKindMayBeALambdaExpression() {
        SessionAwareMessageListener<TextMessage> listener = (message, session) -> work(message.getText());

        with(new DefaultMessageListenerContainer(), listener, () -> loopProcessesTwo(name));
    }

    @Test
    void anExceptionIsAnErrorAndTheLoopGoesOn() {
        SessionAwareMessageListener<TextMessage> listener = (message, session) -> {
            if (message.getText().equals("bad")) {
                throw new IllegalStateException("out of stock");
            }
            work(message.getText());
        };

        with(new DefaultMessageListenerContainer(), listener, () -> {
            assertThat(loopProcesses(name, "bad", 0)).hasException(IllegalStateException.class, "out of stock");
            loopProcessesTwo(name);
        });
    }

    @Test
    void aContainerThatIsItselfAListenerAddsNoSpan() {
        SessionAwareMessageListener<TextMessage> listener = (message, session) -> work(message.getText());

        with(new SimpleMessageListenerContainer(), listener, () -> {
            template.convertAndSend(name, "a");
            List<RecordedSpan> spans = spans().take(3);
            assertThat(spans.get(0)).hasName("send " + name);
            assertThat(spans.get(1))
                    .hasName("process " + name)
                    .hasRemoteParent(spans.get(0).traceId(), spans.get(0).spanId())
                    .hasLinksTo(spans.get(0));
            assertThat(spans.get(2)).hasName("work a").isChildOf(spans.get(1));
        });
    }
}
