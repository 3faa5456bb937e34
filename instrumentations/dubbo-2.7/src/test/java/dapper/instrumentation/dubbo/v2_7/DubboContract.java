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
import java.util.function.Predicate;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.metadata.MetadataService;
import org.apache.dubbo.rpc.RpcContext;
import org.apache.dubbo.rpc.service.GenericService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A provider and its consumers, over the connections of one protocol. */
@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DubboContract {
    static final String GREET = Greeter.class.getName() + "/greet";
    private static final String GREET_LATER = Greeter.class.getName() + "/greetLater";
    private static final int SHORT_MILLIS = 1_000;

    final DubboServer server;
    private final ReferenceConfig<Greeter> reference;
    private final Greeter greeter;

    DubboContract(String protocol) throws Exception {
        server = new DubboServer(protocol);
        reference = server.reference();
        greeter = reference.get();
        server.relay = greeter;
    }

    /** The statuses of a call whose time is over before the provider has answered. */
    abstract List<String> timeoutStatuses();

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
                .hasExactlyAttributes(
                        "rpc.system.name",
                        "dubbo",
                        "rpc.method",
                        method,
                        "rpc.response.status_code",
                        "OK",
                        "server.address",
                        "127.0.0.1",
                        "server.port",
                        server.port());
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
                .hasAttribute("network.peer.address", (Predicate<Object>) address -> !address.equals(""))
                .hasAttribute("network.peer.port", (Predicate<Object>) port -> (Long) port > 0);
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
        ReferenceConfig<Greeter> generic = server.reference();
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
    void everyAttemptOfARetriedCallIsASpan() throws Exception {
        ReferenceConfig<Greeter> impatient = server.reference();
        impatient.setUrl(server.twice(server.port()));
        impatient.setTimeout(SHORT_MILLIS);
        impatient.setRetries(1);
        try {
            Greeter hanging = impatient.get();
            Traces.inSpan(
                    "parent",
                    () -> assertThat(catchThrowable(() -> hanging.greet("hanging")))
                            .isNotNull());
            server.release(2);

            List<RecordedSpan> spans = AgentExtension.spans().take(7);
            List<RecordedSpan> attempts = spans.stream()
                    .filter(span -> span.kind() == SpanKind.CLIENT)
                    .toList();
            assertThat(attempts).hasSize(2).allSatisfy(attempt -> {
                String status = String.valueOf(attempt.attributes().get("rpc.response.status_code"));
                assertThat(timeoutStatuses()).contains(status);
                assertThat(attempt).hasName(GREET).isChildOf(spans.get(0)).hasError(status);
            });
            assertThatEachAttemptIsServed(attempts, spans);
        } finally {
            impatient.destroy();
        }
    }

    private static void assertThatEachAttemptIsServed(List<RecordedSpan> attempts, List<RecordedSpan> spans) {
        assertThat(spans)
                .filteredOn(span -> span.kind() == SpanKind.SERVER)
                .allSatisfy(span -> assertThat(span).hasName(GREET).hasNoError())
                .extracting(RecordedSpan::parentSpanId)
                .containsExactlyInAnyOrderElementsOf(
                        attempts.stream().map(RecordedSpan::spanId).toList());
    }

    @Test
    void aClusterThatCallsAllProvidersMakesASpanForEach() throws Exception {
        ReferenceConfig<Greeter> everywhere = server.reference();
        everywhere.setUrl(server.twice(server.port()));
        everywhere.setCluster("broadcast");
        try {
            Greeter all = everywhere.get();
            Traces.inSpan("parent", () -> assertThat(all.greet("you")).isEqualTo("hello you"));

            List<RecordedSpan> spans = AgentExtension.spans().take(7);
            List<RecordedSpan> attempts = spans.stream()
                    .filter(span -> span.kind() == SpanKind.CLIENT)
                    .toList();
            assertThat(attempts).hasSize(2).allSatisfy(span -> assertThat(span).isChildOf(spans.get(0)));
            assertThatEachAttemptIsServed(attempts, spans);
        } finally {
            everywhere.destroy();
        }
    }

    @Test
    void anUnsampledTraceIsUnsampledOnBothSides() throws Exception {
        Traces.inUnsampledTrace(() -> {
            String header = greeter.attachment("traceparent");
            assertThat(header).contains(Traces.UNSAMPLED_TRACE_ID).endsWith("-00");
        });

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

    @Test
    void attachmentsOfAnotherTraceAreRemoved() throws Exception {
        Traces.inUnsampledTrace(() -> {
            RpcContext.getContext().setAttachment("tracestate", "other=1");
            assertThat(greeter.attachment("tracestate")).isEmpty();
        });
        RpcContext.getContext().clearAttachments();
    }

    @Test
    void aCallOfDubboItselfIsNoSpan() throws Exception {
        ReferenceConfig<MetadataService> reference = server.reference(MetadataService.class);
        try {
            MetadataService metadata = reference.get();
            Traces.inSpan("parent", () -> assertThat(metadata.serviceName()).isEqualTo("greetings"));

            assertThat(AgentExtension.spans().takeOne()).hasName("parent");
        } finally {
            reference.destroy();
        }
    }
}
