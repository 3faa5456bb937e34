// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.alerts.anomaly.Finding;
import dapper.query.alerts.anomaly.Usual;
import dapper.query.alerts.evaluate.RecentValues;
import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.Condition;
import dapper.query.alerts.rule.Limit;
import dapper.query.alerts.rule.Unusual;
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
    private final List<AlertRule> rules;
    private final Clock clock;

    /** @param rules those in force */
    AlertValuesApi(CallReader calls, List<AlertRule> rules, Clock clock) {
        this.calls = calls;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * The values, and the limit that one must pass for the condition to hold.
     *
     * @param limit null for an anomaly: each point has its own usual values
     * @param points oldest first
     */
    record Values(
            String alert,
            @Nullable LimitView limit,
            boolean complete,
            @Nullable String incompleteReason,
            List<PointView> points) {
        static Values read(CallReader calls, AlertRule rule, long until, CallMemory memory) {
            memory.take(RecentValues.sums(rule) * CallMemory.BYTES_OF_OUTCOMES);
            RecentValues recent = RecentValues.read(calls, rule, until);
            Condition condition = rule.condition();
            Limit limit = condition.limit();
            return new Values(
                    rule.id(),
                    limit == null ? null : new LimitView(limit.above(), limit.value(), condition.limitText()),
                    recent.incompleteReason().isEmpty(),
                    recent.incompleteReason().isEmpty() ? null : recent.incompleteReason(),
                    recent.points().stream()
                            .map(point -> PointView.of(point, condition))
                            .toList());
        }
    }

    /**
     * A limit.
     *
     * @param above whether greater values pass it, or lesser ones
     * @param text the limit as people read it
     */
    record LimitView(boolean above, double value, String text) {}

    /**
     * The values that are usual at an evaluation.
     *
     * @param high null if no value is too high, because of too few calls
     * @param text the range as people read it
     */
    record UsualView(double expected, double low, @Nullable Double high, String text) {}

    /**
     * The value of an evaluation.
     *
     * @param value null if there was none
     * @param text the value as people read it
     * @param usual the usual values of an anomaly; null if there are none
     */
    record PointView(
            String unixNanos,
            @Nullable Double value,
            @Nullable String text,
            @Nullable UsualView usual) {
        static PointView of(RecentValues.Point point, Condition condition) {
            String time = Long.toString(point.unixNanos());
            return Double.isNaN(point.value())
                    ? new PointView(time, null, null, null)
                    : new PointView(
                            time, point.value(), condition.format(point.value()), usual(point.finding(), condition));
        }

        private static @Nullable UsualView usual(@Nullable Finding finding, Condition condition) {
            if (finding == null || !(condition instanceof Unusual unusual)) {
                return null;
            }
            Usual usual = finding.usual();
            return new UsualView(
                    usual.expected(),
                    Math.max(0, usual.low()),
                    Double.isInfinite(usual.high()) ? null : Double.valueOf(usual.high()),
                    unusual.range(usual));
        }
    }

    Values values(Parameters given, CallMemory memory) {
        String alert = given.required("alert");
        AlertRule rule = rules.stream()
                .filter(each -> each.id().equals(alert))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("No rule has the alert \"" + alert + "\".", "alert"));
        Long end = given.parsed("end", TimeText::unixNanos);
        return Values.read(calls, rule, end == null ? TimeUnit.MILLISECONDS.toNanos(clock.millis()) : end, memory);
    }
}
