// SPDX-License-Identifier: Apache-2.0
package app.manual;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;

/** An application that wants no spans. */
public final class NoopSetter implements Runnable {
    @Override
    public void run() {
        GlobalOpenTelemetry.set(OpenTelemetry.noop());
        GlobalSdk.check(GlobalOpenTelemetry.getTracerProvider() == TracerProvider.noop(), "the no-op");
        GlobalOpenTelemetry.getTracer("app").spanBuilder("nothing").startSpan().end();
    }
}
