// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** Tracer builders, which the API has from 1.4 on. Skipped for an older one, where their type does not exist. */
public final class TracerBuilderInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "opentelemetry-api-1.4";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named("io.opentelemetry.api.GlobalOpenTelemetry")
                .advice(
                        named("get").or(named("getOrNoop")).and(isStatic()).and(takesArguments(0)),
                        "dapper.instrumentation.opentelemetryapi.v1_0.BuilderAdvice"));
    }
}
