// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.alerts.deliver.SilencedLabels;
import dapper.query.alerts.rule.AlertRule;
import dapper.storage.alerts.AlertChange;
import dapper.storage.alerts.AlertDelivery;
import dapper.storage.alerts.AlertPhase;
import dapper.storage.alerts.AlertState;
import dapper.storage.alerts.AlertStore;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/alerts}, {@code /api/v1/alerts/history} and {@code /api/v1/alerts/deliveries}. */
final class AlertsApi {
    static final Set<String> HISTORY = Set.of("start", "end", "limit");

    private static final long USUAL_LOOKBACK = TimeUnit.DAYS.toNanos(7);
    private static final long LONGEST_RANGE = TimeUnit.DAYS.toNanos(400);
    private static final int USUAL_LIMIT = 200;
    private static final int MOST = 1_000;

    private final AlertStore store;
    private final Clock clock;

    AlertsApi(AlertStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    record Alerts(List<AlertView> alerts) {}

    /**
     * An alert that is pending or firing.
     *
     * @param value null if there is none
     * @param firedUnixNanos null while it is pending
     * @param tracesPath path of the viewer's page with the traces that show it
     * @param silencedBy ids of silences
     */
    record AlertView(
            String alert,
            String rule,
            String phase,
            Map<String, String> labels,
            Map<String, String> annotations,
            @Nullable Double value,
            long calls,
            String sinceUnixNanos,
            @Nullable String firedUnixNanos,
            String evaluatedUnixNanos,
            String tracesPath,
            List<String> receivers,
            List<String> silencedBy) {

        static AlertView of(AlertState state, List<UUID> silencedBy) {
            return new AlertView(
                    state.alert(),
                    state.notice().rule(),
                    state.phase().text(),
                    new TreeMap<>(state.notice().labels()),
                    new TreeMap<>(state.notice().annotations()),
                    number(state.value()),
                    state.calls(),
                    Long.toString(state.times().since()),
                    state.isFiring() ? Long.toString(state.times().fired()) : null,
                    Long.toString(state.times().evaluated()),
                    state.notice().tracesPath(),
                    state.notice().receivers(),
                    silencedBy.stream().map(UUID::toString).sorted().toList());
        }
    }

    /** JSON has no NaN. */
    private static @Nullable Double number(double value) {
        return Double.isNaN(value) ? null : Double.valueOf(value);
    }

    Alerts alerts() {
        SilencedLabels silenced = new SilencedLabels(store.silences(), now());
        return new Alerts(store.states().stream()
                .filter(state -> state.phase() == AlertPhase.PENDING || state.phase() == AlertPhase.FIRING)
                .sorted(Comparator.comparing(AlertState::phase)
                        .reversed()
                        .thenComparing(state -> state.times().since(), Comparator.reverseOrder())
                        .thenComparing(AlertState::alert))
                .map(state -> AlertView.of(state, silenced.of(state.notice().labels())))
                .toList());
    }

    /** @param complete false if there are more changes in the time range */
    record History(boolean complete, List<ChangeView> changes) {}

    /**
     * A change of phase.
     *
     * @param text the value as people read it; null if there is none, or no rule for it any more
     */
    record ChangeView(
            String unixNanos,
            String alert,
            String phase,
            @Nullable Double value,
            @Nullable String text,
            long calls,
            Map<String, String> labels) {
        static ChangeView of(AlertChange change, @Nullable AlertRule rule) {
            return new ChangeView(
                    Long.toString(change.unixNanos()),
                    change.alert(),
                    change.phase().text(),
                    number(change.value()),
                    rule == null || Double.isNaN(change.value())
                            ? null
                            : rule.condition().format(change.value()),
                    change.calls(),
                    new TreeMap<>(change.labels()));
        }
    }

    /** A time range and the greatest number of rows in it. */
    private record Rows(long start, long end, int limit) {}

    private Rows rows(Parameters given) {
        Long givenEnd = given.parsed("end", TimeText::unixNanos);
        long end = givenEnd == null ? now() : givenEnd;
        Long givenStart = given.parsed("start", TimeText::unixNanos);
        long start = givenStart == null ? Math.max(0, end - USUAL_LOOKBACK) : givenStart;
        if (start >= end || end - start > LONGEST_RANGE) {
            throw ProblemException.badParameter("start", "start must be before end, by 400 days at most.");
        }
        return new Rows(start, end, Objects.requireNonNullElse(given.parsed("limit", AlertsApi::limit), USUAL_LIMIT));
    }

    /** @param rules those in force */
    History history(Parameters given, List<AlertRule> rules) {
        Rows asked = rows(given);
        List<AlertChange> changes = store.changes(asked.start(), asked.end(), asked.limit() + 1);
        Map<String, AlertRule> byId = new HashMap<>();
        rules.forEach(rule -> byId.put(rule.id(), rule));
        return new History(
                changes.size() <= asked.limit(),
                changes.stream()
                        .limit(asked.limit())
                        .map(change -> ChangeView.of(change, byId.get(change.alert())))
                        .toList());
    }

    /** @param complete false if there are more deliveries in the time range */
    record DeliveryLog(boolean complete, List<DeliveryView> deliveries) {}

    /**
     * An attempt to notify a receiver.
     *
     * @param problem null if the receiver has taken the notification
     */
    record DeliveryView(
            String unixNanos,
            String receiver,
            String rule,
            String status,
            List<String> alerts,
            @Nullable String problem) {
        static DeliveryView of(AlertDelivery delivery) {
            return new DeliveryView(
                    Long.toString(delivery.unixNanos()),
                    delivery.receiver(),
                    delivery.rule(),
                    delivery.status(),
                    delivery.alerts(),
                    delivery.problem().isEmpty() ? null : delivery.problem());
        }
    }

    DeliveryLog deliveries(Parameters given) {
        Rows asked = rows(given);
        List<AlertDelivery> found = store.deliveries(asked.start(), asked.end(), asked.limit() + 1);
        return new DeliveryLog(
                found.size() <= asked.limit(),
                found.stream().limit(asked.limit()).map(DeliveryView::of).toList());
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number from 1 to " + MOST, e);
        }
        throw new IllegalArgumentException("must be a whole number from 1 to " + MOST);
    }

    private long now() {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }
}
