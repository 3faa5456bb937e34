// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;

import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.opentracingshim.OpenTracingShim;
import io.opentracing.Scope;
import io.opentracing.Span;
import io.opentracing.Tracer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** OpenTelemetry's bridge from the OpenTracing API. */
@SuppressWarnings("try") // a scope is only closed
@ExtendWith(AgentExtension.class)
class OpenTracingShimTest {
    @Test
    void spansOfOpenTracingAreSpansOfTheAgent() throws Exception {
        Tracer tracer = OpenTracingShim.createTracerShim(GlobalOpenTelemetry.get());
        Traces.inSpan("agent", () -> {
            Span span = tracer.buildSpan("old").withTag("k", "v").start();
            try (Scope scope = tracer.activateSpan(span)) {
                tracer.buildSpan("child").start().finish();
            }
            span.setTag("error", true);
            span.finish();
        });

        List<RecordedSpan> spans = AgentExtension.spans().take(3);
        assertThat(spans.get(1)).hasName("old").isChildOf(spans.get(0)).hasAttribute("k", "v");
        assertThat(spans.get(2)).hasName("child").isChildOf(spans.get(1));
        org.assertj.core.api.Assertions.assertThat(spans.get(1).error()).isTrue();
    }
}
