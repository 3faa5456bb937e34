// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import dapper.sampling.TraceStateHeader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes contexts into headers and reads them back: W3C Trace Context and W3C Baggage. */
public final class Propagation {
    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";
    private static final String BAGGAGE = "baggage";
    private static final int TRACEPARENT_LENGTH = 55;
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    private static volatile boolean traceContext = true;
    private static volatile boolean baggage = true;

    private Propagation() {}

    /** Selects the headers that are read and written; both by default. */
    public static void enable(boolean traceContext, boolean baggage) {
        Propagation.traceContext = traceContext;
        Propagation.baggage = baggage;
    }

    /** Returns the caller's context from the request headers, or null if they hold no valid one. */
    public static <Q> @Nullable RemoteParent extract(HeaderGetter<Q> getter, Q request) {
        String traceparent = traceContext ? getter.first(request, TRACEPARENT) : null;
        // A header sent twice is invalid, even with equal values: its sender is unclear.
        if (traceparent == null || !traceparent.equals(getter.header(request, TRACEPARENT))) {
            return null;
        }
        traceparent = traceparent.trim();
        if (!isTraceparent(traceparent)) {
            return null;
        }
        long high = hex(traceparent, 3);
        long low = hex(traceparent, 19);
        long spanId = hex(traceparent, 36);
        if ((high | low) == 0 || spanId == 0) {
            return null;
        }
        int flags = Character.digit(traceparent.charAt(54), 16);
        return new RemoteParent(
                high,
                low,
                spanId,
                flags,
                TraceStateHeader.accept(getter.header(request, TRACESTATE)),
                baggage ? BaggageHeader.accept(getter.header(request, BAGGAGE)) : null);
    }

    /** Section 3.2.2: lower-case hexadecimal, fixed positions; later versions may be longer, version ff is invalid. */
    private static boolean isTraceparent(String text) {
        int length = text.length();
        if (length < TRACEPARENT_LENGTH || text.startsWith("ff")) {
            return false;
        }
        if (length > TRACEPARENT_LENGTH && (text.startsWith("00") || text.charAt(TRACEPARENT_LENGTH) != '-')) {
            return false;
        }
        for (int i = 0; i < TRACEPARENT_LENGTH; i++) {
            char c = text.charAt(i);
            boolean dash = i == 2 || i == 35 || i == 52;
            if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    private static long hex(String text, int from) {
        long value = 0;
        for (int i = from; i < from + 16; i++) {
            value = value << 4 | Character.digit(text.charAt(i), 16);
        }
        return value;
    }

    /**
     * Writes the headers of a call made in this context. The headers of an unsampled context carry the decision to
     * every receiver.
     */
    public static <Q> void inject(TraceContext context, HeaderSetter<Q> setter, Q request) {
        if (context == UnsampledContext.SUPPRESSED) {
            return;
        }
        TraceContext identified = context == UnsampledContext.WITHOUT_IDS ? identify() : context;
        if (traceContext) {
            setter.setHeader(request, TRACEPARENT, traceparent(identified));
            String traceState = identified.traceState();
            if (traceState != null) {
                setter.setHeader(request, TRACESTATE, traceState);
            }
        }
        String baggage = identified.baggage();
        if (baggage != null && Propagation.baggage) {
            setter.setHeader(request, BAGGAGE, baggage);
        }
    }

    /** Gives the thread's unsampled trace its ids, now that they become visible, and keeps them for its next calls. */
    private static UnsampledContext identify() {
        UnsampledContext identified = new UnsampledContext(
                RandomIds.next(), RandomIds.next(), RandomIds.next(), TraceContext.RANDOM, null, null);
        if (Current.get() == UnsampledContext.WITHOUT_IDS) {
            Current.set(identified);
        }
        return identified;
    }

    static String traceparent(TraceContext context) {
        byte[] text = new byte[TRACEPARENT_LENGTH];
        text[0] = '0';
        text[1] = '0';
        text[2] = '-';
        hex(context.traceIdHigh(), text, 3);
        hex(context.traceIdLow(), text, 19);
        text[35] = '-';
        hex(context.spanId(), text, 36);
        text[52] = '-';
        text[53] = '0';
        text[54] = (byte) ('0' + context.flags());
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void hex(long value, byte[] text, int at) {
        for (int i = 15; i >= 0; i--) {
            text[at + i] = DIGITS[(int) (value & 0xF)];
            value >>>= 4;
        }
    }
}
