// SPDX-License-Identifier: Apache-2.0
package dapper.storage.alerts;

import java.util.List;
import java.util.Map;

/**
 * The part of an alert that people read.
 *
 * @param rule the rule that it belongs to; its alerts are notified together
 * @param tracesPath path and query of the viewer's page with the traces that show it
 * @param receivers names of those that are notified
 */
public record AlertNotice(
        String rule,
        Map<String, String> labels,
        Map<String, String> annotations,
        String tracesPath,
        List<String> receivers) {

    public AlertNotice {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        receivers = List.copyOf(receivers);
    }
}
