// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import dapper.query.alerts.rule.Observation;
import dapper.query.alerts.rule.Observation.Verdict;
import dapper.query.alerts.rule.Timing;
import dapper.storage.alerts.AlertNotice;
import dapper.storage.alerts.AlertPhase;
import dapper.storage.alerts.AlertState;
import dapper.storage.alerts.AlertTimes;
import java.util.concurrent.TimeUnit;

/**
 * The phases of an alert, as a pure function. An alert fires when its condition has held at each evaluation for a time, and is
 * resolved when it has not held for another, so a value that swings around the threshold does not make it flap.
 */
final class AlertMachine {
    /** An alert without a value keeps its phase no longer than this. */
    static final long LONGEST_WITHOUT_VALUE = TimeUnit.DAYS.toNanos(1);

    private AlertMachine() {}

    /**
     * Returns the state after an evaluation.
     *
     * @param notice what people get to read if the evaluation has a value
     * @param at the end of the evaluated window; the state stays if it is not after that of the last evaluation
     */
    static AlertState next(AlertState before, Timing timing, Observation seen, AlertNotice notice, long at) {
        AlertTimes times = before.times();
        if (at <= times.evaluated()) {
            return before;
        }
        AlertPhase phase = phase(before, timing, seen.verdict(), at);
        boolean changed = phase != before.phase();
        boolean missing = seen.verdict() == Verdict.MISSING;
        AlertTimes after = new AlertTimes(
                changed ? at : times.since(),
                changed && phase == AlertPhase.FIRING ? at : times.fired(),
                changed && phase == AlertPhase.FIRING
                        ? 0
                        : changed && phase == AlertPhase.RESOLVED ? at : times.ended(),
                seen.verdict() == Verdict.MET ? at : times.met(),
                missing ? times.seen() : at,
                at);
        return new AlertState(
                before.alert(),
                phase,
                after,
                missing ? before.value() : seen.value(),
                seen.calls(),
                missing ? before.notice() : notice,
                before.notified());
    }

    private static AlertPhase phase(AlertState before, Timing timing, Verdict verdict, long at) {
        AlertTimes times = before.times();
        boolean kept = verdict == Verdict.MISSING
                && timing.missing() == Timing.Missing.KEEP
                && at - times.seen() < LONGEST_WITHOUT_VALUE;
        boolean met = verdict == Verdict.MET;
        return switch (before.phase()) {
            case INACTIVE, RESOLVED -> met ? begin(timing) : before.phase();
            case PENDING -> met ? pending(times.since(), timing, at) : kept ? AlertPhase.PENDING : AlertPhase.INACTIVE;
            case FIRING ->
                met || kept || at - times.met() < timing.keepNanos() ? AlertPhase.FIRING : AlertPhase.RESOLVED;
        };
    }

    private static AlertPhase begin(Timing timing) {
        return timing.forNanos() == 0 ? AlertPhase.FIRING : AlertPhase.PENDING;
    }

    private static AlertPhase pending(long since, Timing timing, long at) {
        return at - since >= timing.forNanos() ? AlertPhase.FIRING : AlertPhase.PENDING;
    }
}
