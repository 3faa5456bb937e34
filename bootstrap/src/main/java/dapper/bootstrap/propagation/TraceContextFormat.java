// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.propagation;

import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.TraceContext;
import dapper.sampling.TraceStateHeader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** W3C Trace Context, level 2. */
final class TraceContextFormat extends Format {
    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";
    private static final String[] FIELDS = {TRACEPARENT, TRACESTATE};
    private static final int LENGTH = 55;

    /** Sampled and random trace id. Other flags are of later versions. */
    private static final int KNOWN_FLAGS = 3;

    @Override
    String[] fields() {
        return FIELDS;
    }

    @Override
    <Q> @Nullable RemoteParent extract(HeaderGetter<Q> getter, Q request) {
        String traceparent = getter.first(request, TRACEPARENT);
        // A header sent twice is invalid, even with equal values: its sender is unclear.
        if (traceparent == null || !traceparent.equals(getter.header(request, TRACEPARENT))) {
            return null;
        }
        traceparent = traceparent.trim();
        if (!isTraceparent(traceparent)) {
            return null;
        }
        long high = Hex.value(traceparent, 3, 19);
        long low = Hex.value(traceparent, 19, 35);
        long spanId = Hex.value(traceparent, 36, 52);
        if ((high | low) == 0 || spanId == 0) {
            return null;
        }
        int flags = (int) Hex.value(traceparent, 53, 55) & KNOWN_FLAGS;
        String traceState = TraceStateHeader.accept(getter.header(request, TRACESTATE));
        return new RemoteParent(high, low, spanId, flags, traceState, null);
    }

    /** Section 3.2.2: lower-case hexadecimal, fixed positions; later versions may be longer, version ff is invalid. */
    private static boolean isTraceparent(String text) {
        int length = text.length();
        if (length < LENGTH || text.startsWith("ff")) {
            return false;
        }
        if (length > LENGTH && (text.startsWith("00") || text.charAt(LENGTH) != '-')) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            boolean dash = i == 2 || i == 35 || i == 52;
            if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    @Override
    <Q> void inject(TraceContext context, HeaderSetter<Q> setter, Q request) {
        setter.setHeader(request, TRACEPARENT, traceparent(context));
        String traceState = context.traceState();
        if (traceState == null) {
            setter.removeHeader(request, TRACESTATE);
        } else {
            setter.setHeader(request, TRACESTATE, traceState);
        }
    }

    private static String traceparent(TraceContext context) {
        byte[] text = new byte[LENGTH];
        text[0] = '0';
        text[1] = '0';
        text[2] = '-';
        Hex.write(context.traceIdHigh(), text, 3);
        Hex.write(context.traceIdLow(), text, 19);
        text[35] = '-';
        Hex.write(context.spanId(), text, 36);
        text[52] = '-';
        text[53] = '0';
        text[54] = (byte) ('0' + context.flags());
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
