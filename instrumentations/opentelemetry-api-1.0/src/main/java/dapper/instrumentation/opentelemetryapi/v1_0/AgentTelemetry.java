// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;

/** The agent as an implementation of the API: traces and propagation. Meters and loggers are those of the API, no-op. */
final class AgentTelemetry implements OpenTelemetry {
    static final OpenTelemetry INSTANCE = new AgentTelemetry();

    private static final ContextPropagators PROPAGATORS = ContextPropagators.create(new AgentPropagator());

    private static volatile TracerProvider tracerProvider = new AgentTracerProvider();

    private AgentTelemetry() {}

    static void use(TracerProvider tracerProvider) {
        AgentTelemetry.tracerProvider = tracerProvider;
    }

    @Override
    public TracerProvider getTracerProvider() {
        return tracerProvider;
    }

    @Override
    public ContextPropagators getPropagators() {
        return PROPAGATORS;
    }

    @Override
    public String toString() {
        return "the Dapper agent";
    }
}
