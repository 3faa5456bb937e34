// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import static net.bytebuddy.matcher.ElementMatchers.named;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/**
 * Notices that the application has an SDK that processes spans, also if it is never the global one. An SDK without a
 * span processor, such as one for metrics only, does not count.
 */
public final class OwnSdkInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "opentelemetry-sdk-1.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named(
                        "io.opentelemetry.sdk.trace.SdkTracerProviderBuilder")
                .advice(named("addSpanProcessor"), "dapper.instrumentation.opentelemetryapi.v1_0.SpanProcessorAdvice"));
    }
}
