// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import dapper.bootstrap.OwnTracers;
import io.opentelemetry.context.Context;
import java.util.concurrent.atomic.AtomicBoolean;

/** Notes that the application has an SDK: the agent then leaves the API in this class loader to it. */
public final class OwnSdk {
    private static final AtomicBoolean PRESENT = OwnTracers.of(Context.class);

    private OwnSdk() {}

    public static void found() {
        OwnTracers.found(Context.class);
    }

    static boolean isPresent() {
        return PRESENT.get();
    }
}
