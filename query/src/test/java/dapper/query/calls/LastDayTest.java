// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.NameList;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.SeenProcess;
import dapper.storage.calls.SeenService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastDayTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long HOUR = 60 * MINUTE;
    private static final long MIDNIGHT = 1_699_920_000L * TimeUnit.SECONDS.toNanos(1);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 10, 29, 50, 59, 60, 61, 719})
    void readsEachTenMinutesOnceInWindowsThatFit(long minutes) {
        long end = MIDNIGHT + minutes * MINUTE;
        Queries queries = new Queries("");

        LastDay.until(end).read(queries, "shop", (unixNanos, key, series) -> {});

        long at = LastDay.until(end).startUnixNanos();
        int windows = 0;
        for (CallQuery query : queries.asked) {
            assertThat(query.service()).isEqualTo("shop");
            assertThat(query.startUnixNanos()).isEqualTo(at);
            assertThat(query.startUnixNanos() % query.stepNanos()).isZero();
            assertThat(query.endUnixNanos() % query.stepNanos()).isZero();
            windows += (int) ((query.endUnixNanos() - query.startUnixNanos()) / query.stepNanos());
            at = query.endUnixNanos();
        }
        assertThat(at).isBetween(end, end + 10 * MINUTE - 1);
        assertThat(at - LastDay.until(end).startUnixNanos()).isEqualTo(24 * HOUR);
        assertThat(windows).isLessThanOrEqualTo(23 + 6);
    }

    @Test
    void hasTheFirstReasonForMissingCalls() {
        CallReader.Reading reading = LastDay.until(MIDNIGHT + MINUTE)
                .read(new Queries("the time was over"), "shop", (unixNanos, key, series) -> {});

        assertThat(reading).isEqualTo(new CallReader.Reading(3, "the time was over"));
    }

    /** Keeps what it is asked. Each answer has one row. */
    private static final class Queries implements CallReader {
        final List<CallQuery> asked = new ArrayList<>();
        private final String incompleteReason;

        Queries(String incompleteReason) {
            this.incompleteReason = incompleteReason;
        }

        @Override
        public Reading read(CallQuery query, Visitor visitor) {
            asked.add(query);
            return new Reading(1, incompleteReason);
        }

        @Override
        public NameList<SeenService> services() {
            throw new UnsupportedOperationException();
        }

        @Override
        public NameList<SeenProcess> processes(String service) {
            throw new UnsupportedOperationException();
        }
    }
}
