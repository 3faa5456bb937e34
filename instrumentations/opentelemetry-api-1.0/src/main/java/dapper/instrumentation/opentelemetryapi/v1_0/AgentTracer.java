// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import dapper.bootstrap.InstrumentationScope;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import org.jspecify.annotations.Nullable;

/** Starts spans for one library of the application. */
final class AgentTracer implements Tracer {
    /** As in the SDK, for an application that gives no name. */
    private static final String NO_NAME = "unknown";

    private final InstrumentationScope scope;

    AgentTracer(@Nullable String name, @Nullable String version) {
        this.scope = InstrumentationScope.of(name == null || name.isEmpty() ? NO_NAME : name, version);
    }

    @Override
    public SpanBuilder spanBuilder(@Nullable String name) {
        return new AgentSpanBuilder(scope, name == null || name.trim().isEmpty() ? "<unspecified span name>" : name);
    }
}
