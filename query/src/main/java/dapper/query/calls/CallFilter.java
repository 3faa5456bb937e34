// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a question is about.
 *
 * @param operation null for all
 * @param peer null for all
 */
public record CallFilter(
        Set<CallKind> kinds,
        @Nullable String operation,
        @Nullable String peer) {

    /** Returns the kinds of the service's own work. */
    public static Set<CallKind> ownWork() {
        Set<CallKind> kinds = EnumSet.noneOf(CallKind.class);
        Arrays.stream(CallKind.values()).filter(CallKind::inbound).forEach(kinds::add);
        return kinds;
    }

    boolean accepts(CallKey key) {
        return kinds.contains(key.kind())
                && (operation == null || operation.equals(key.operation()))
                && (peer == null || peer.equals(key.peer()));
    }
}
