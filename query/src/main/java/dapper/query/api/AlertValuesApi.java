// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.alerts.AlertRules;
import dapper.query.alerts.evaluate.RecentValues;
import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.Condition;
import dapper.storage.Tenant;
import dapper.storage.calls.CallReader;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/alerts/values}: the values that the condition of an alert had at its last evaluations. */
final class AlertValuesApi {
    static final Set<String> NAMES = Set.of("alert", "end");

    private final CallReader calls;
    private final AlertRules rules;
    private final Clock clock;

    AlertValuesApi(CallReader calls, AlertRules rules, Clock clock) {
        this.calls = calls;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * The values, and the limit that one must pass for the condition to hold.
     *
     * @param above whether greater values pass the limit, or lesser ones
     * @param limitText the limit as people read it
     * @param points oldest first
     */
    record Values(
            String alert,
            boolean above,
            double limit,
            String limitText,
            boolean complete,
            @Nullable String incompleteReason,
            List<PointView> points) {}

    /**
     * The value of an evaluation.
     *
     * @param value null if there was none
     * @param text the value as people read it
     */
    record PointView(
            String unixNanos,
            @Nullable Double value,
            @Nullable String text) {
        static PointView of(RecentValues.Point point, Condition condition) {
            String time = Long.toString(point.unixNanos());
            return Double.isNaN(point.value())
                    ? new PointView(time, null, null)
                    : new PointView(time, point.value(), condition.format(point.value()));
        }
    }

    Values values(Parameters given, Tenant tenant) {
        String alert = given.required("alert");
        AlertRule rule = rules.file().of(tenant).stream()
                .filter(each -> each.id().equals(alert))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("No rule has the alert \"" + alert + "\".", "alert"));
        Long end = given.parsed("end", TimeText::unixNanos);
        RecentValues recent =
                RecentValues.read(calls, rule, end == null ? TimeUnit.MILLISECONDS.toNanos(clock.millis()) : end);
        Condition condition = rule.condition();
        return new Values(
                alert,
                condition.limit().above(),
                condition.limit().value(),
                condition.format(condition.limit().value()),
                recent.incompleteReason().isEmpty(),
                recent.incompleteReason().isEmpty() ? null : recent.incompleteReason(),
                recent.points().stream()
                        .map(point -> PointView.of(point, condition))
                        .toList());
    }
}
