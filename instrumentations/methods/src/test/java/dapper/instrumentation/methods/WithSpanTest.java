// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Methods with annotations of both libraries. */
@ExtendWith(AgentExtension.class)
class WithSpanTest {
    private static final String TYPE = AnnotatedService.class.getName() + '.';

    private final AnnotatedService service = new AnnotatedService();

    @Test
    void aMethodIsASpanNamedAfterItself() throws Exception {
        Traces.inSpan("parent", () -> assertThat(service.plain()).isEqualTo(42));

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(1))
                .hasName("AnnotatedService.plain")
                .hasKind(SpanKind.INTERNAL)
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasExactlyAttributes("code.function.name", TYPE + "plain");
    }

    @Test
    void theAnnotationGivesTheNameAndTheKind() {
        service.named();

        assertThat(AgentExtension.spans().takeOne())
                .hasName("send it")
                .hasKind(SpanKind.PRODUCER)
                .isRoot();
    }

    @Test
    void annotatedArgumentsAreAttributes() {
        Object failing = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        };
        long[] numbers = {1, 2};
        service.attributes("a", 2, 0.5f, true, numbers, List.of("x", "y"), null, failing, "hidden", "b");

        assertThat(AgentExtension.spans().takeOne())
                .hasExactlyAttributes(
                        "code.function.name",
                        TYPE + "attributes",
                        "text",
                        "a",
                        "number",
                        2,
                        "ratio",
                        0.5,
                        "flag",
                        true,
                        "numbers",
                        List.of(1L, 2L),
                        "list",
                        List.of("x", "y"),
                        "withoutName",
                        "b");
    }

    @Test
    void aStaticMethodHasAttributesToo() {
        assertThat(AnnotatedService.staticAttribute(1, 2.5)).isEqualTo(3);

        assertThat(AgentExtension.spans().takeOne())
                .hasExactlyAttributes("code.function.name", TYPE + "staticAttribute", "second", 2.5);
    }

    @Test
    void anExceptionFailsTheSpanAndReachesTheCaller() {
        assertThatThrownBy(service::failing).isInstanceOf(IllegalStateException.class);

        assertThat(AgentExtension.spans().takeOne()).hasException(IllegalStateException.class, "no");
    }

    @Test
    void annotatedMethodsNest() {
        service.outer();

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(0)).hasName("AnnotatedService.outer").isRoot();
        assertThat(spans.get(1)).hasName("AnnotatedService.plain").isChildOf(spans.get(0));
    }

    @Test
    void aBridgeMethodIsNoSecondSpan() {
        java.util.function.Function<String, Integer> function = service;
        assertThat(function.apply("abc")).isEqualTo(3);

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(0)).hasName("AnnotatedService.apply").isRoot();
        assertThat(spans.get(1)).hasName("AnnotatedService.hidden").isChildOf(spans.get(0));
    }

    @Test
    void aGenericMethodIsOneSpan() {
        assertThat(service.generic("a")).isEqualTo("a");

        assertThat(AgentExtension.spans().takeOne()).hasName("AnnotatedService.generic");
    }

    @Test
    void aMethodOfANestedClassHasItsSimpleName() {
        new AnnotatedService.Nested().run();

        assertThat(AgentExtension.spans().takeOne())
                .hasName("Nested.run")
                .hasExactlyAttributes("code.function.name", AnnotatedService.Nested.class.getName() + ".run");
    }

    @Test
    void aMethodOfAnAnonymousClassIsNamedAfterItsPlace() {
        new Runnable() {
            @Override
            @WithSpan
            public void run() {}
        }.run();

        assertThat(AgentExtension.spans().takeOne().name()).matches("WithSpanTest\\$\\d\\.run");
    }

    @Test
    void otherMethodsAreNoSpans() {
        AnnotatedService.ofType();
        service.unannotated();
        service.excluded();

        assertThat(AgentExtension.spans().takeOne()).hasName("AnnotatedService.ofType");
    }

    @Test
    void anUnsampledTraceHasNoSpans() throws Exception {
        Traces.inUnsampledTrace(() -> service.outer());
        AgentExtension.sampling(false);
        service.outer();
        assertThat(AgentExtension.takeDecisions()).isOne();
        assertThat(Current.get()).isNull();
    }

    @Test
    void theOlderAnnotationsCountToo() {
        new OldAnnotatedService().work("a");

        assertThat(AgentExtension.spans().takeOne())
                .hasName("old work")
                .hasKind(SpanKind.CLIENT)
                .hasExactlyAttributes("code.function.name", OldAnnotatedService.class.getName() + ".work", "text", "a");
    }

    /** Newer versions have {@code inheritContext}. */
    @Test
    void aMethodCanBeginATraceOfItsOwn() throws Exception {
        Runnable apart = ApartService.make();
        Traces.inSpan("parent", apart::run);

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(1)).hasName("apart").isRoot();
    }

    @Test
    void aMethodCanBeginATraceOfItsOwnInAnUnsampledOne() throws Exception {
        Runnable apart = ApartService.make();
        Traces.inUnsampledTrace(apart::run);

        assertThat(AgentExtension.spans().takeOne()).hasName("apart").isRoot();
    }
}
