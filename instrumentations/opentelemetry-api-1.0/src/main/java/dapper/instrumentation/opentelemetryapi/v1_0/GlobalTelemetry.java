// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import io.opentelemetry.api.OpenTelemetry;
import org.jspecify.annotations.Nullable;

/**
 * Decides which object is the global one. The API sets a no-op by itself when the first {@code get} finds nothing; the
 * agent's takes its place there. An object that the application sets stays, also if it is a no-op.
 */
public final class GlobalTelemetry {
    /** The class of the API's no-op, and of the object that only propagates. */
    private static final String NOOP = "io.opentelemetry.api.DefaultOpenTelemetry";

    /** Set while the thread is inside the first {@code get}: true once the agent's object has become the global one. */
    private static final ThreadLocal<@Nullable Boolean> GETTING = new ThreadLocal<>();

    private GlobalTelemetry() {}

    /** Returns whether {@link #endGet} must follow. */
    public static boolean beginGet(@Nullable Object global) {
        if (global != null || GETTING.get() != null) {
            return false;
        }
        GETTING.set(Boolean.FALSE);
        return true;
    }

    /** @param returned null if the method has thrown */
    public static @Nullable OpenTelemetry endGet(@Nullable OpenTelemetry returned) {
        boolean isAgent = Boolean.TRUE.equals(GETTING.get());
        GETTING.remove();
        // Old versions return the no-op itself from the first call.
        return isAgent && isNoop(returned) ? AgentTelemetry.INSTANCE : returned;
    }

    /** Returns the object that becomes the global one. */
    public static @Nullable OpenTelemetry set(@Nullable OpenTelemetry telemetry) {
        if (!isNoop(telemetry)) {
            if (telemetry != null && !(telemetry instanceof AgentTelemetry)) {
                OwnSdk.found();
            }
        } else if (GETTING.get() != null && !OwnSdk.isPresent()) {
            GETTING.set(Boolean.TRUE);
            return AgentTelemetry.INSTANCE;
        }
        return telemetry;
    }

    /** @param global null if nothing is set: a later call may still set an SDK */
    public static OpenTelemetry orAgent(@Nullable Object global, OpenTelemetry returned) {
        return global == null && !OwnSdk.isPresent() ? AgentTelemetry.INSTANCE : returned;
    }

    private static boolean isNoop(@Nullable OpenTelemetry telemetry) {
        return telemetry != null && telemetry.getClass().getName().equals(NOOP);
    }
}
