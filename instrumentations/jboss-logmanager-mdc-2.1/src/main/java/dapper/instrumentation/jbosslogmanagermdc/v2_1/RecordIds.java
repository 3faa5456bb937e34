// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jbosslogmanagermdc.v2_1;

import dapper.bootstrap.logging.LogIds;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/** The ids of the running thread's trace as entries of the MDC of a log record. */
public final class RecordIds {
    private RecordIds() {}

    /** Adds the ids to the copy of the MDC that the record has. An entry that the application has set itself stays. */
    public static void addTo(ExtLogRecord record) {
        LogIds ids = LogIds.current();
        for (int i = 0; ids != null && i < LogIds.COUNT; i++) {
            if (record.getMdc(ids.name(i)) == null) {
                record.putMdc(ids.name(i), ids.value(i));
            }
        }
    }

    /** Returns the id with this name, null if it is none or the running thread is in no trace. */
    public static @Nullable String value(String name) {
        int entry = LogIds.indexOf(name);
        LogIds ids = entry < 0 ? null : LogIds.current();
        return ids == null ? null : ids.value(entry);
    }
}
