// SPDX-License-Identifier: Apache-2.0
package dapper.storage.alerts;

import java.util.List;

/**
 * An attempt to notify a receiver.
 *
 * @param receiver name of the receiver
 * @param rule whose alerts were sent together
 * @param status {@code firing} or {@code resolved}
 * @param alerts those that were sent
 * @param problem why the receiver, or a part of its people, has not taken the notification; empty if all have
 */
public record AlertDelivery(
        long unixNanos, String receiver, String rule, String status, List<String> alerts, String problem) {

    public AlertDelivery {
        alerts = List.copyOf(alerts);
    }
}
