// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import io.opentelemetry.api.trace.TracerBuilder;
import org.jspecify.annotations.Nullable;

/** Makes tracers for an API with tracer builders. */
public final class BuildingTracerProvider extends AgentTracerProvider {
    private static volatile boolean installed;

    private BuildingTracerProvider() {}

    public static void install() {
        if (!installed) {
            AgentTelemetry.use(new BuildingTracerProvider());
            installed = true;
        }
    }

    @Override
    public TracerBuilder tracerBuilder(@Nullable String name) {
        return new AgentTracerBuilder(name);
    }
}
