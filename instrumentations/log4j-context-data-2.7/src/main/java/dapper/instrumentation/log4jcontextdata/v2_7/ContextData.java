// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jcontextdata.v2_7;

import dapper.bootstrap.logging.LogIds;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;

/** Adds the ids of the running thread's trace to the context data of an event. */
public final class ContextData {
    private ContextData() {}

    /**
     * Returns the context data with the ids; the same object if the thread is in no trace.
     *
     * @param contextData may be the thread context itself, which must not change
     * @param ofEvent the event's own map, to which the ids can be added without a copy
     */
    public static @Nullable StringMap withIds(@Nullable StringMap contextData, @Nullable StringMap ofEvent) {
        LogIds ids = contextData == null ? null : LogIds.current();
        if (contextData == null || ids == null) {
            return contextData;
        }
        StringMap all = isOwn(contextData, ofEvent) ? contextData : copy(contextData);
        for (int i = 0; i < LogIds.COUNT; i++) {
            if (!all.containsKey(ids.name(i))) {
                all.putValue(ids.name(i), ids.value(i));
            }
        }
        return all;
    }

    @SuppressWarnings("ReferenceEquality") // an equal map may belong to the thread
    private static boolean isOwn(StringMap contextData, @Nullable StringMap ofEvent) {
        return contextData == ofEvent && !contextData.isFrozen();
    }

    private static StringMap copy(StringMap contextData) {
        StringMap copy = ContextDataFactory.createContextData();
        copy.putAll(contextData);
        return copy;
    }
}
