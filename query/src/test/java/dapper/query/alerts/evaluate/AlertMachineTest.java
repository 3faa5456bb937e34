// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.alerts.rule.Observation;
import dapper.query.alerts.rule.Observation.Verdict;
import dapper.query.alerts.rule.Timing;
import dapper.storage.alerts.AlertNotice;
import dapper.storage.alerts.AlertPhase;
import dapper.storage.alerts.AlertState;
import dapper.storage.alerts.AlertTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertMachineTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final AlertNotice NOTICE = new AlertNotice("Slow", Map.of(), Map.of(), "/search", List.of());

    private static Timing timing(long forMinutes, long keepMinutes, Timing.Missing missing) {
        return new Timing(forMinutes * MINUTE, keepMinutes * MINUTE, missing);
    }

    private static AlertState next(AlertState state, Timing timing, Verdict verdict, long minute) {
        double value = verdict == Verdict.MISSING ? Double.NaN : minute;
        return AlertMachine.next(state, timing, new Observation(verdict, value, 1), NOTICE, minute * MINUTE);
    }

    private static AlertState unknown() {
        return AlertState.unknown("Slow", NOTICE);
    }

    /** One letter a minute: condition met (x), not met (.), no value (?); then phases: inactive, pending, firing, resolved. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, KEEP, x., FR",
        "0, 0, KEEP, .x.x, IFRF",
        "2, 0, KEEP, xxxx., PPFFR",
        "2, 0, KEEP, xx.xxx, PPIPPF",
        "2, 0, KEEP, x?xx, PPFF",
        "2, 0, KEEP, ???, III",
        "2, 0, RESOLVE, x?xx, PIPP",
        "0, 2, KEEP, x.x.x..., FFFFFFRR",
        "0, 2, KEEP, x????., FFFFFR",
        "0, 2, RESOLVE, x????, FFRRR",
        "1, 0, KEEP, xx.x.x, PFRPIP",
        "3, 0, KEEP, x???x, PPPPF"
    })
    void goesFromPhaseToPhase(long forMinutes, long keepMinutes, Timing.Missing missing, String seen, String phases) {
        Timing timing = timing(forMinutes, keepMinutes, missing);
        AlertState state = unknown();
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < seen.length(); i++) {
            Verdict verdict = switch (seen.charAt(i)) {
                case 'x' -> Verdict.MET;
                case '.' -> Verdict.NOT_MET;
                default -> Verdict.MISSING;
            };
            state = next(state, timing, verdict, i + 1);
            found.append(state.phase().name().charAt(0));
        }
        assertThat(found.toString()).isEqualTo(phases);
    }

    @Test
    void notesItsTimesAndTheLastValue() {
        Timing timing = timing(1, 1, Timing.Missing.KEEP);
        AlertState firing = next(next(unknown(), timing, Verdict.MET, 1), timing, Verdict.MET, 2);
        assertThat(firing.times())
                .isEqualTo(new AlertTimes(2 * MINUTE, 2 * MINUTE, 0, 2 * MINUTE, 2 * MINUTE, 2 * MINUTE));

        AlertState kept = next(firing, timing, Verdict.MISSING, 3);
        assertThat(kept.value()).isEqualTo(2);
        assertThat(kept.times())
                .isEqualTo(new AlertTimes(2 * MINUTE, 2 * MINUTE, 0, 2 * MINUTE, 2 * MINUTE, 3 * MINUTE));

        AlertState resolved = next(kept, timing, Verdict.NOT_MET, 4);
        assertThat(resolved.phase()).isEqualTo(AlertPhase.RESOLVED);
        assertThat(resolved.times())
                .isEqualTo(new AlertTimes(4 * MINUTE, 2 * MINUTE, 4 * MINUTE, 2 * MINUTE, 4 * MINUTE, 4 * MINUTE));

        AlertState pending = next(resolved, timing, Verdict.MET, 5);
        assertThat(pending.phase()).isEqualTo(AlertPhase.PENDING);
        assertThat(pending.times().ended()).as("its end may still be due").isEqualTo(4 * MINUTE);

        AlertState again = next(pending, timing, Verdict.MET, 6);
        assertThat(again.times().fired()).isEqualTo(6 * MINUTE);
        assertThat(again.times().ended()).isZero();
    }

    @Test
    void doesNotFireForeverWithoutAValue() {
        Timing timing = timing(0, 0, Timing.Missing.KEEP);
        AlertState state = next(unknown(), timing, Verdict.MET, 1);

        state = next(state, timing, Verdict.MISSING, 24 * 60);
        assertThat(state.phase()).isEqualTo(AlertPhase.FIRING);
        state = next(state, timing, Verdict.MISSING, 24 * 60 + 1);
        assertThat(state.phase()).isEqualTo(AlertPhase.RESOLVED);
    }

    private record Step(long minute, Verdict verdict, AlertPhase phase) {}

    /** Rules that hold for every sequence of evaluations, also with gaps. */
    @Test
    void keepsItsPromises() {
        Random random = new Random(11);
        for (int run = 0; run < 3_000; run++) {
            Timing timing = timing(
                    random.nextInt(4),
                    random.nextInt(4),
                    random.nextBoolean() ? Timing.Missing.KEEP : Timing.Missing.RESOLVE);
            double met = random.nextDouble();
            double missing = random.nextDouble() * 0.3;
            List<Step> steps = new ArrayList<>();
            AlertState state = unknown();
            long minute = 0;
            for (int i = 0; i < 60; i++) {
                minute += random.nextInt(10) == 0 ? 3 : 1;
                Verdict verdict = random.nextDouble() < missing
                        ? Verdict.MISSING
                        : random.nextDouble() < met ? Verdict.MET : Verdict.NOT_MET;
                AlertState after = next(state, timing, verdict, minute);
                assertThat(next(after, timing, Verdict.MET, minute))
                        .as("a window counts once")
                        .isSameAs(after);
                steps.add(new Step(minute, verdict, after.phase()));
                check(steps, timing, state, after);
                state = after;
            }
        }
    }

    private static void check(List<Step> steps, Timing timing, AlertState before, AlertState after) {
        if (before.phase() == after.phase()) {
            return;
        }
        Step now = steps.get(steps.size() - 1);
        switch (after.phase()) {
            case PENDING -> {
                assertThat(now.verdict()).isEqualTo(Verdict.MET);
                assertThat(before.phase()).isIn(AlertPhase.INACTIVE, AlertPhase.RESOLVED);
            }
            case FIRING -> {
                assertThat(now.verdict()).isEqualTo(Verdict.MET);
                assertThat(metFor(steps)).isGreaterThanOrEqualTo(timing.forNanos());
            }
            case RESOLVED -> {
                assertThat(before.phase()).isEqualTo(AlertPhase.FIRING);
                assertThat(steps)
                        .filteredOn(step -> step.verdict() == Verdict.MET)
                        .allSatisfy(step -> assertThat((now.minute() - step.minute()) * MINUTE)
                                .isGreaterThanOrEqualTo(timing.keepNanos()));
            }
            case INACTIVE -> assertThat(before.phase()).isEqualTo(AlertPhase.PENDING);
        }
    }

    /** The time for which every evaluation with a value has met the condition. */
    private static long metFor(List<Step> steps) {
        long now = steps.get(steps.size() - 1).minute();
        long since = now;
        for (int i = steps.size() - 1; i >= 0 && steps.get(i).verdict() != Verdict.NOT_MET; i--) {
            since = steps.get(i).verdict() == Verdict.MET ? steps.get(i).minute() : since;
        }
        return (now - since) * MINUTE;
    }
}
