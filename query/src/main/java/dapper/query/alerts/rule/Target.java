// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a rule looks at: those that a service serves, or those from it to another.
 *
 * @param service that counts the calls
 * @param operation empty for all
 * @param kind null for all kinds of work of the service's own, or to the callee
 * @param callee the peer of the calls, or its host without the port; empty for the service's own work
 */
public record Target(
        String service, String operation, @Nullable CallKind kind, String callee) {

    public boolean accepts(CallKey key) {
        return acceptsKind(key.kind())
                && (operation.isEmpty() || operation.equals(key.operation()))
                && (callee.isEmpty() || isCallee(key.peer()));
    }

    private boolean acceptsKind(CallKind other) {
        return kind == null ? other.inbound() == callee.isEmpty() : kind == other;
    }

    private boolean isCallee(String peer) {
        return peer.equals(callee) || peer.startsWith(callee + ":");
    }

    /** Returns it as people read it. */
    public String text() {
        return service
                + (callee.isEmpty() ? "" : " -> " + callee)
                + (operation.isEmpty() ? "" : " " + operation)
                + (kind == null ? "" : " (" + kind.text() + ")");
    }
}
