// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import dapper.storage.Tenant;
import java.util.List;
import java.util.Map;

/**
 * One alert that may fire: a rule of the file, or one of the burn rates of an SLO.
 *
 * @param id identifies it within the tenant: the name, and for a burn rate its long window, such as {@code Checkout/1h}
 * @param name of the rule in the file
 * @param labels with {@code alertname}, {@code service} and {@code severity}
 * @param annotations as the file has them
 * @param receivers names of those that are notified
 */
public record AlertRule(
        String id,
        String name,
        Tenant tenant,
        Target target,
        Condition condition,
        Timing timing,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<String> receivers) {

    public AlertRule {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        receivers = List.copyOf(receivers);
    }
}
