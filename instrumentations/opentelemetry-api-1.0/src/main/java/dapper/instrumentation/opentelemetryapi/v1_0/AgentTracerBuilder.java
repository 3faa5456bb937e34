// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import org.jspecify.annotations.Nullable;

/** A name and a version; the URL of a schema is not recorded. */
final class AgentTracerBuilder implements TracerBuilder {
    private final @Nullable String name;
    private @Nullable String version;

    AgentTracerBuilder(@Nullable String name) {
        this.name = name;
    }

    @Override
    public TracerBuilder setSchemaUrl(@Nullable String schemaUrl) {
        return this;
    }

    @Override
    public TracerBuilder setInstrumentationVersion(@Nullable String version) {
        this.version = version;
        return this;
    }

    @Override
    public Tracer build() {
        return new AgentTracer(name, version);
    }
}
