// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.toy;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import org.jspecify.annotations.Nullable;

/** Starts and ends the spans of the toy library. */
public final class ToyCalls {
    private static final AttributeKey REQUEST = AttributeKey.of("toy.request");
    private static final AttributeKey SIZE = AttributeKey.of("toy.size");

    private ToyCalls() {}

    public static @Nullable TraceContext start(String name, String request) {
        TraceContext context = Tracer.startCall(Current.get(), name, SpanKind.CLIENT, null);
        if (context instanceof Span span) {
            span.set(REQUEST, request).set(SIZE, request.length());
        }
        return context;
    }

    public static void end(@Nullable TraceContext context, @Nullable Throwable thrown) {
        if (context instanceof Span span) {
            if (thrown != null) {
                span.error(thrown);
            }
            span.end();
        }
    }
}
