// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.propagation;

import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** B3 of Zipkin in several headers. Reads the form with one header too, which takes precedence. */
final class B3MultiFormat extends Format {
    static final Format INSTANCE = new B3MultiFormat();

    private static final String PREFIX = "X-B3-";
    private static final String TRACE_ID = "X-B3-TraceId";
    private static final String SPAN_ID = "X-B3-SpanId";
    private static final String PARENT_ID = "X-B3-ParentSpanId";
    private static final String SAMPLED = "X-B3-Sampled";
    private static final String FLAGS = "X-B3-Flags";
    private static final String[] FIELDS = {TRACE_ID, SPAN_ID, PARENT_ID, SAMPLED, FLAGS};

    @Override
    String[] fields() {
        return FIELDS;
    }

    @Override
    boolean owns(String name) {
        return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    @Override
    <Q> @Nullable RemoteParent extract(HeaderGetter<Q> getter, Q request) {
        return Formats.b3().extract(getter, request);
    }

    /** The parent of the sender's span is not needed, and not read. */
    static <Q> @Nullable RemoteParent extractMulti(HeaderGetter<Q> getter, Q request) {
        String traceId = trimmed(getter.first(request, "x-b3-traceid"));
        String spanId = trimmed(getter.first(request, "x-b3-spanid"));
        int flags =
                decision(trimmed(getter.first(request, "x-b3-sampled")), trimmed(getter.first(request, "x-b3-flags")));
        if (traceId == null) {
            return flags == RemoteParent.UNDECIDED ? null : RemoteParent.decision(flags);
        }
        return spanId != null && (traceId.length() == 32 || traceId.length() == 16) && spanId.length() == 16
                ? Hex.position(traceId, 0, traceId.length(), spanId, 0, 16, flags)
                : null;
    }

    private static @Nullable String trimmed(@Nullable String header) {
        return header == null ? null : header.trim();
    }

    /** Before B3 was specified, some tracers sent {@code true} and {@code false}. */
    private static int decision(@Nullable String sampled, @Nullable String flags) {
        if ("1".equals(flags)) {
            return RemoteParent.SAMPLED | RemoteParent.DEBUG;
        }
        if ("1".equals(sampled) || "true".equalsIgnoreCase(sampled)) {
            return RemoteParent.SAMPLED;
        }
        return "0".equals(sampled) || "false".equalsIgnoreCase(sampled) ? 0 : RemoteParent.UNDECIDED;
    }

    @Override
    <Q> void inject(TraceContext context, HeaderSetter<Q> setter, Q request) {
        byte[] text = new byte[32];
        int length = Hex.writeTraceId(context, text);
        setter.setHeader(request, TRACE_ID, new String(text, 0, length, StandardCharsets.ISO_8859_1));
        setter.setHeader(request, SPAN_ID, id(context.spanId(), text));
        Span span = context.span();
        if (span != null && span.parentSpanId() != 0) {
            setter.setHeader(request, PARENT_ID, id(span.parentSpanId(), text));
        } else {
            setter.removeHeader(request, PARENT_ID);
        }
        if (context.isDebug()) {
            setter.setHeader(request, FLAGS, "1"); // implies that it is sampled
            setter.removeHeader(request, SAMPLED);
        } else {
            setter.setHeader(request, SAMPLED, context.isSampled() ? "1" : "0");
            setter.removeHeader(request, FLAGS);
        }
    }

    private static String id(long id, byte[] text) {
        Hex.write(id, text, 0);
        return new String(text, 0, 16, StandardCharsets.ISO_8859_1);
    }
}
