// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jmdc.v1_2;

import dapper.bootstrap.logging.LogIds;
import java.util.Hashtable;
import org.jspecify.annotations.Nullable;

/** The ids of the running thread's trace as entries of an event's MDC. Runs on the thread that logs. */
public final class EventMdc {
    private EventMdc() {}

    /**
     * Adds the ids to the copy of the MDC that belongs to an event. An entry that the application has set itself stays.
     *
     * @param copy null if the application has set none
     * @return the same object if the thread is in no trace
     */
    @SuppressWarnings("JdkObsolete") // the type of the event's own field
    public static @Nullable Hashtable<Object, Object> withIds(@Nullable Hashtable<Object, Object> copy) {
        LogIds ids = LogIds.current();
        if (ids == null) {
            return copy;
        }
        Hashtable<Object, Object> all = copy == null ? new Hashtable<>() : copy;
        for (int i = 0; i < LogIds.COUNT; i++) {
            all.putIfAbsent(ids.name(i), ids.value(i));
        }
        return all;
    }

    /** Returns the entry with this name; null if it is none of the ids, or if the thread is in no trace. */
    public static @Nullable String id(@Nullable String name) {
        int entry = name == null ? -1 : LogIds.indexOf(name);
        LogIds ids = entry < 0 ? null : LogIds.current();
        return ids == null ? null : ids.value(entry);
    }
}
