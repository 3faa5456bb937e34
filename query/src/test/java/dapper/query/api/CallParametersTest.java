// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.traceql.metrics.Steps;
import dapper.storage.calls.CallQuery;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallParametersTest {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    /** Storage takes only the windows whose middle is in the range: no hour would be. */
    @Test
    void readsMinutesForOnePointOfAnHourThatBeginsBetweenTwoHours() {
        long start = 100 * HOUR + 28 * MINUTE;

        assertThat(CallParameters.query("front", Steps.of(start, start + HOUR, HOUR)))
                .isEqualTo(new CallQuery("front", start, start + HOUR + 1, MINUTE));
    }

    @Test
    void readsWindowsOfTheStepForMorePoints() {
        assertThat(CallParameters.query("front", Steps.of(100 * HOUR, 103 * HOUR, HOUR))
                        .stepNanos())
                .isEqualTo(HOUR);
    }
}
