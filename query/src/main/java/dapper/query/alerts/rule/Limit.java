// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

/**
 * The condition on a value.
 *
 * @param above whether greater values meet it, or lesser ones
 */
public record Limit(boolean above, double value) {
    boolean isMetBy(double other) {
        return above ? other > value : other < value;
    }

    String side() {
        return above ? "above " : "below ";
    }
}
