// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.dubbo.v2_7;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.rpc.service.GenericService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DubboTest {
    private static final String GREET = Greeter.class.getName() + "/greet";
    private static final String GREET_LATER = Greeter.class.getName() + "/greetLater";
    private static final int GENEROUS_MILLIS = 60_000;

    private final DubboServer server;
    private final ReferenceConfig<Greeter> reference;
    private final Greeter greeter;

    DubboTest() throws Exception {
        server = new DubboServer();
        reference = server.reference(server.port(), GENEROUS_MILLIS);
        greeter = reference.get();
        server.relay = greeter;
    }

    @AfterAll
    void stop() {
        reference.destroy();
        server.close();
    }

    private void assertThatBothSidesAreOneTrace(String method) {
        List<RecordedSpan> spans = AgentExtension.spans().take(4);
        assertThat(spans.get(1))
                .hasName(method)
                .hasKind(SpanKind.CLIENT)
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasNoEvents()
                .hasAttribute("rpc.system.name", "dubbo")
                .hasAttribute("rpc.method", method)
                .hasAttribute("rpc.response.status_code", "OK")
                .hasAttribute("server.address", "127.0.0.1")
                .hasAttribute("server.port", server.port());
        assertThat(spans.get(2))
                .hasName(method)
                .hasKind(SpanKind.SERVER)
                .isChildOf(spans.get(1))
                .hasNoError()
                .hasNoEvents()
                .hasAttribute("rpc.system.name", "dubbo")
                .hasAttribute("rpc.method", method)
                .hasAttribute("rpc.response.status_code", "OK")
                .hasAttribute("server.port", server.port())
                .hasAttribute("network.peer.address", "127.0.0.1");
        assertThat(spans.get(3)).hasName("work").isChildOf(spans.get(2));
    }

    @Test
    void aCallIsOneSpanOnEachSide() throws Exception {
        Traces.inSpan("parent", () -> assertThat(greeter.greet("you")).isEqualTo("hello you"));

        assertThatBothSidesAreOneTrace(GREET);
    }

    @Test
    void anAsynchronousCallIsOneSpanOnEachSide() throws Exception {
        Traces.inSpan(
                "parent",
                () -> assertThat(greeter.greetLater("you").get(60, TimeUnit.SECONDS))
                        .isEqualTo("hello you"));

        assertThatBothSidesAreOneTrace(GREET_LATER);
    }

    @Test
    void aGenericCallHasTheNameOfItsMethod() throws Exception {
        ReferenceConfig<Greeter> generic = server.reference(server.port(), GENEROUS_MILLIS);
        generic.setGeneric("true");
        try {
            GenericService service = (GenericService) (Object) generic.get();
            Traces.inSpan(
                    "parent",
                    () -> assertThat(service.$invoke("greet", new String[] {"java.lang.String"}, new Object[] {"you"}))
                            .isEqualTo("hello you"));

            assertThatBothSidesAreOneTrace(GREET);
        } finally {
            generic.destroy();
        }
    }

    @Test
    void anExceptionOfTheProviderIsAnErrorOfBothSides() {
        for (boolean async : new boolean[] {false, true}) {
            Throwable thrown = catchThrowable(() -> assertThat(
                            async ? greeter.greetLater("failing").get(60, TimeUnit.SECONDS) : greeter.greet("failing"))
                    .isNull());

            assertThat(thrown).hasStackTraceContaining("IllegalArgumentException");
            List<RecordedSpan> spans = AgentExtension.spans().take(async ? 3 : 2);
            for (RecordedSpan span : spans.subList(0, 2)) {
                assertThat(span)
                        .hasError("java.lang.IllegalArgumentException")
                        .hasNoAttribute("rpc.response.status_code");
            }
            assertThat(spans.get(1)).hasKind(SpanKind.SERVER).isChildOf(spans.get(0));
        }
    }

    @Test
    void aTimeoutIsTheStatusOfTheConsumer() {
        ReferenceConfig<Greeter> impatient = server.reference(server.port(), 100);
        try {
            Greeter hanging = impatient.get();
            assertThat(catchThrowable(() -> hanging.greet("hanging"))).isNotNull();

            assertThat(AgentExtension.spans().takeOne())
                    .hasKind(SpanKind.CLIENT)
                    .hasError("CLIENT_TIMEOUT")
                    .hasAttribute("rpc.response.status_code", "CLIENT_TIMEOUT");
        } finally {
            impatient.destroy();
        }
    }

    @Test
    void anUnsampledTraceIsUnsampledOnBothSides() throws Exception {
        Traces.inUnsampledTrace(() -> assertThat(greeter.greet("you")).isEqualTo("hello you"));

        assertThat(AgentExtension.spans().take(0)).isEmpty();
    }

    /** Dubbo adds the attachments of the served call to those of the call that its thread makes. */
    @Test
    void aServedCallIsTheParentOfTheCallsThatItMakes() throws Exception {
        Traces.inSpan("parent", () -> assertThat(greeter.greet("relayed")).isEqualTo("hello you"));

        List<RecordedSpan> spans = AgentExtension.spans().take(6);
        for (int i = 1; i < spans.size(); i++) {
            assertThat(spans.get(i)).isChildOf(spans.get(i - 1));
        }
        assertThat(spans.get(3)).hasName(GREET).hasKind(SpanKind.CLIENT);
        assertThat(spans.get(4)).hasName(GREET).hasKind(SpanKind.SERVER);
        assertThat(spans.get(5)).hasName("work");
    }
}
