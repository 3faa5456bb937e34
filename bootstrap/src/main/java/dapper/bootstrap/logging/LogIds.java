// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.logging;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.UnsampledContext;
import dapper.bootstrap.propagation.Hex;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The position of a thread in its trace, as text for log events: trace id, span id, flags. Runs on the application's
 * threads.
 *
 * <p>Each thread has one object, which keeps the texts of its last position: the log events of one span share them.
 */
public final class LogIds {
    /** The number of entries: {@link #name} and {@link #value} accept 0 to 2. */
    public static final int COUNT = 3;

    private static final String RECORDED = "01";
    private static final String NOT_RECORDED = "00";

    private static volatile String[] names = {"trace_id", "span_id", "trace_flags"};

    private static final ThreadLocal<LogIds> LAST = new ThreadLocal<LogIds>() {
        @Override
        protected LogIds initialValue() {
            return new LogIds();
        }
    };

    private final String[] values = new String[COUNT];
    private long traceIdHigh;
    private long traceIdLow;
    private long spanId;

    private LogIds() {}

    /** Sets the names of the entries: {@code trace_id}, {@code span_id} and {@code trace_flags} by default. */
    public static void use(String traceId, String spanId, String traceFlags) {
        names = new String[] {traceId, spanId, traceFlags};
    }

    /**
     * The ids of the running thread's trace, recorded or not; null if the thread is in none. The object is valid until
     * the thread calls this again.
     */
    public static @Nullable LogIds current() {
        TraceContext current = Current.get();
        if (current == null) {
            return null;
        }
        TraceContext position = current == UnsampledContext.WITHOUT_IDS ? Current.identify() : current;
        if (position.spanId() == 0) {
            return null;
        }
        LogIds ids = LAST.get();
        ids.moveTo(position);
        return ids;
    }

    private void moveTo(TraceContext position) {
        long high = position.traceIdHigh();
        long low = position.traceIdLow();
        if (low != traceIdLow || high != traceIdHigh || spanId == 0) {
            values[0] = hex(high, low);
            traceIdHigh = high;
            traceIdLow = low;
            spanId = 0;
        }
        if (position.spanId() != spanId) {
            values[1] = hex(position.spanId());
            spanId = position.spanId();
        }
        values[2] = position.isSampled() ? RECORDED : NOT_RECORDED;
    }

    private static String hex(long high, long low) {
        byte[] text = new byte[32];
        Hex.write(high, text, 0);
        Hex.write(low, text, 16);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static String hex(long id) {
        byte[] text = new byte[16];
        Hex.write(id, text, 0);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    public String name(int entry) {
        return names[entry];
    }

    /** Returns which entry has this name, -1 for none. */
    public static int indexOf(String name) {
        String[] all = names;
        for (int i = 0; i < COUNT; i++) {
            if (all[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    public String value(int entry) {
        return values[entry];
    }

    /**
     * Returns the entries of a log event with the ids of the running thread's trace. An entry that the application has
     * set itself stays.
     *
     * @param own entries of the application, never changed; null for none
     * @return {@code own} if the thread is in no trace
     */
    public static @Nullable Map<String, String> addTo(@Nullable Map<String, String> own) {
        LogIds ids = current();
        if (ids == null) {
            return own;
        }
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < COUNT; i++) {
            all.put(ids.name(i), ids.value(i));
        }
        if (own != null) {
            all.putAll(own);
        }
        return all;
    }
}
