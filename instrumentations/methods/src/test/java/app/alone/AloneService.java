// SPDX-License-Identifier: Apache-2.0
package app.alone;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import java.util.concurrent.Callable;

/** Loaded in a class loader of its own. */
public final class AloneService implements Callable<Object> {
    @Override
    @WithSpan(value = "alone", kind = SpanKind.CLIENT)
    public Object call() {
        return "called";
    }
}
