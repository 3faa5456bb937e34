// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import org.jspecify.annotations.Nullable;

/** Makes tracers for an API without tracer builders. */
class AgentTracerProvider implements TracerProvider {
    @Override
    public final Tracer get(@Nullable String name) {
        return get(name, null);
    }

    @Override
    public final Tracer get(@Nullable String name, @Nullable String version) {
        return new AgentTracer(name, version);
    }
}
