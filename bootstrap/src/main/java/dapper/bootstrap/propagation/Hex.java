// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.propagation;

import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.TraceContext;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Ids as hexadecimal text. */
public final class Hex {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    private Hex() {}

    /**
     * Reads a position; leading zeros may be missing.
     *
     * @param trace contains the trace id between these indexes, 1 to 32 digits in any case
     * @param span contains the span id between these indexes, 1 to 16 digits in any case
     * @return null if an id is malformed, or zero
     */
    static @Nullable RemoteParent position(
            String trace, int traceStart, int traceEnd, String span, int spanStart, int spanEnd, int flags) {
        if (traceEnd - traceStart > 32
                || spanEnd - spanStart > 16
                || !isHex(trace, traceStart, traceEnd)
                || !isHex(span, spanStart, spanEnd)) {
            return null;
        }
        int middle = Math.max(traceStart, traceEnd - 16);
        long high = value(trace, traceStart, middle);
        long low = value(trace, middle, traceEnd);
        long spanId = value(span, spanStart, spanEnd);
        return (high | low) == 0 || spanId == 0 ? null : new RemoteParent(high, low, spanId, flags, null, null);
    }

    /** Returns whether these are hexadecimal digits, at least one, in any case. */
    static boolean isHex(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (digit(text.charAt(i)) < 0) {
                return false;
            }
        }
        return end > start;
    }

    /** The value of up to 16 digits. */
    static long value(String text, int start, int end) {
        long value = 0;
        for (int i = start; i < end; i++) {
            value = value << 4 | digit(text.charAt(i));
        }
        return value;
    }

    /** Only ASCII, unlike {@link Character#digit}. */
    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int letter = (c | 0x20) - 'a';
        return c <= 'f' && letter >= 0 && letter < 6 ? letter + 10 : -1;
    }

    /** Writes 16 digits. */
    public static void write(long value, byte[] text, int at) {
        for (int i = 15; i >= 0; i--) {
            text[at + i] = DIGITS[(int) (value & 0xF)];
            value >>>= 4;
        }
    }

    /** The trace id as 32 digits, 16 if the trace began in a system whose ids have 64 bits and that expects no more. */
    static int writeTraceId(TraceContext context, byte[] text) {
        long high = context.traceIdHigh();
        if (high == 0) {
            write(context.traceIdLow(), text, 0);
            return 16;
        }
        write(high, text, 0);
        write(context.traceIdLow(), text, 16);
        return 32;
    }
}
