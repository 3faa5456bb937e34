// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jmdc.v1_2;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into {@code getMDC}: as long as an event has no copy, its entries are those of the running thread. */
final class EntryAdvice {
    private EntryAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.Argument(0) @Nullable String key,
            @Advice.FieldValue("mdcCopyLookupRequired") boolean withoutCopy,
            @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object value) {
        if (value == null && withoutCopy) {
            value = EventMdc.id(key);
        }
    }
}
