// SPDX-License-Identifier: Apache-2.0
package dapper.storage.calls;

/**
 * Identifies one series of calls within a service.
 *
 * @param operation name of the operation, as spans have it
 * @param peer the other side of an outbound call: {@code host:port}, {@code postgresql shop} (system and namespace of a
 *     database) or {@code kafka orders} (messaging system and destination); empty for inbound calls that process no message
 * @param status status code of the response as text; empty if there is none
 * @param error {@code error.type}; empty for a call that succeeded
 */
public record CallKey(CallKind kind, String operation, String peer, String status, String error) {
    public boolean isError() {
        return !error.isEmpty();
    }
}
