// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {
    @ParameterizedTest
    @CsvSource({"PT1H, MINUTES, 3", "P1D, MINUTES, 60", "P2D, HOURS, 2", "P14D, HOURS, 14", "P3650D, HOURS, 3650"})
    void dividesTheTimeIntoAtMost24Windows(String length, String unit, int size) {
        Retention retention = new Retention(Duration.parse(length));

        assertThat(retention.compaction(16))
                .isEqualTo("{'class': 'TimeWindowCompactionStrategy', 'compaction_window_unit': '" + unit
                        + "', 'compaction_window_size': '" + size + "', 'min_threshold': '16'}");
    }

    @ParameterizedTest
    @CsvSource({"PT1H", "P1D", "P14D", "P3650D"})
    void keepsSharedRowsLongerThanTheSpansThatNeedThem(String length) {
        Retention retention = new Retention(Duration.parse(length));

        assertThat(retention.ttlSeconds()).isEqualTo(retention.length().toSeconds());
        // A span may be written just before its origin is refreshed.
        assertThat((long) retention.sharedTtlSeconds())
                .isGreaterThan(retention.length().plus(retention.refresh()).toSeconds());
        assertThat(retention.sharedTtlSeconds()).isLessThan(630_720_000);
    }
}
