// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import dapper.storage.cassandra.session.Statements;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The statements that read reports and windows. Safe for many threads. */
final class SelectCalls {
    /** A row has from a hundred bytes to some ten thousand. */
    private static final int ROWS_AT_ONCE = 250;

    private final PreparedStatement reports;
    private final Map<Level, PreparedStatement> windows = new EnumMap<>(Level.class);
    private final Map<Level, PreparedStatement> marks = new EnumMap<>(Level.class);

    SelectCalls(Statements statements) {
        this.reports = statements.prepare("SELECT middle, series FROM ${keyspace}.call_report"
                + " WHERE service = ? AND hour = ? AND middle >= ? AND middle < ?");
        for (Level level : Level.values()) {
            String from = " FROM ${keyspace}." + level.table()
                    + " WHERE service = ? AND bucket = ? AND time >= ? AND time < ?";
            windows.put(level, statements.prepare("SELECT time, fresh, series" + from));
            marks.put(level, statements.prepare("SELECT time, fresh" + from));
        }
    }

    /** Reports of one hour whose middle is in a range. */
    Statement<?> reports(String service, int hour, long from, long to) {
        return reports.bind(service, hour, from, to).setPageSize(ROWS_AT_ONCE);
    }

    /** Windows of one bucket whose number is in a range. */
    Statement<?> windows(Level level, String service, int bucket, int from, int to) {
        return Objects.requireNonNull(windows.get(level))
                .bind(service, bucket, from, to)
                .setPageSize(ROWS_AT_ONCE);
    }

    /** The same without the calls. */
    Statement<?> marks(Level level, String service, int bucket, int from, int to) {
        return Objects.requireNonNull(marks.get(level)).bind(service, bucket, from, to);
    }

    /** A report with the time at which its calls count. */
    record Report(long middle, ByteBuffer series) {
        static Report of(Row row) {
            return new Report(row.getLong(0), Objects.requireNonNull(row.getByteBuffer(1)));
        }
    }

    /** @param series null if it was never summed up */
    record Window(int number, boolean fresh, @Nullable ByteBuffer series) {
        static Window of(Row row) {
            return new Window(row.getInt(0), !row.isNull(1) && row.getBoolean(1), row.getByteBuffer(2));
        }

        static Window withoutSeries(Row row) {
            return new Window(row.getInt(0), !row.isNull(1) && row.getBoolean(1), null);
        }
    }
}
