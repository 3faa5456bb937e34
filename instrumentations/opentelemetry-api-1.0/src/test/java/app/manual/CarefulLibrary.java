// SPDX-License-Identifier: Apache-2.0
package app.manual;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;

/** A library that must not be the one that makes the global object, and an application that sets it afterwards. */
public final class CarefulLibrary implements Runnable {
    @Override
    public void run() {
        try {
            OpenTelemetry telemetry = (OpenTelemetry)
                    GlobalOpenTelemetry.class.getMethod("getOrNoop").invoke(null);
            telemetry.getTracer("library").spanBuilder("work").startSpan().end();
            Object isSet = GlobalOpenTelemetry.class.getMethod("isSet").invoke(null);
            GlobalSdk.check(isSet.equals(false), "nothing is set");
        } catch (NoSuchMethodException e) {
            return; // an older API
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().build();
        GlobalOpenTelemetry.set(sdk);
        GlobalSdk.check(
                GlobalOpenTelemetry.getTracer("app").getClass().getName().startsWith("io.opentelemetry.sdk."), "SDK");
    }
}
