// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads texts and bytes within the limits and counts the cut ones. Used by one thread. */
final class BoundedTexts {
    private final SpanLimits limits;
    private final TextCache cache;
    private final LimitTally tally;

    BoundedTexts(SpanLimits limits, TextCache cache, LimitTally tally) {
        this.limits = limits;
        this.cache = cache;
        this.tally = tally;
    }

    /** Reads the name of a span, event or scope, or any other text that repeats from request to request. */
    String name(WireReader in) throws IOException {
        return cut(in.text(cache, window(limits.nameLength()), tally), limits.nameLength());
    }

    /** Reads an attribute's key; null if it is too long, because half a key would be a different key. */
    @Nullable
    String key(WireReader in) throws IOException {
        String key = in.text(cache, window(limits.keyLength()), tally);
        return key.length() <= limits.keyLength() ? key : null;
    }

    String value(WireReader in) throws IOException {
        return cut(in.text(window(limits.valueLength()), tally), limits.valueLength());
    }

    /** Cuts between members only: half a sampling threshold would be a different threshold. */
    String traceState(WireReader in) throws IOException {
        String text = in.text(window(SpanLimits.TRACE_STATE_LENGTH), tally);
        if (text.length() <= SpanLimits.TRACE_STATE_LENGTH) {
            return text;
        }
        tally.truncatedText();
        return text.substring(0, Math.max(0, text.lastIndexOf(',', SpanLimits.TRACE_STATE_LENGTH)));
    }

    byte[] bytes(WireReader in) throws IOException {
        int size = in.length();
        byte[] bytes = in.bytes(size, limits.valueLength());
        if (bytes.length < size) {
            tally.truncatedText();
        }
        return bytes;
    }

    /** A UTF-16 unit takes at most three bytes, so one byte more than that always exceeds the limit. */
    private static int window(int limit) {
        return (int) Math.min(Integer.MAX_VALUE, 3L * limit + 4);
    }

    private String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        tally.truncatedText();
        boolean splitsPair = limit > 0 && Character.isHighSurrogate(text.charAt(limit - 1));
        return text.substring(0, splitsPair ? limit - 1 : limit);
    }
}
