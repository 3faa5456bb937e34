// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import dapper.storage.calls.CallReader;
import dapper.storage.cassandra.codec.CorruptDataException;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.Statements;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One read of counted calls of a service. It reads windows, and what fresh ones are made of: windows of the level below, at
 * last reports. Used by one thread, which waits for Cassandra.
 */
final class CallRead {
    private static final Logger LOG = LoggerFactory.getLogger(CallRead.class);

    private final Statements statements;
    private final SelectCalls select;
    private final String service;
    private final int mostRows;
    private final Deadline deadline;
    private final CallReader.Visitor visitor;
    private int rows;
    private String incompleteReason = "";

    CallRead(
            Statements statements,
            SelectCalls select,
            String service,
            int mostRows,
            Deadline deadline,
            CallReader.Visitor visitor) {
        this.statements = statements;
        this.select = select;
        this.service = service;
        this.mostRows = mostRows;
        this.deadline = deadline;
        this.visitor = visitor;
    }

    CallReader.Reading outcome() {
        return new CallReader.Reading(rows, incompleteReason);
    }

    /** Reads the calls that count from a time on, and before another. */
    void range(@Nullable Level level, long from, long to) {
        if (level == null) {
            reports(from, to);
        } else {
            // Those whose middle is in the range.
            int first = level.windowOf(from - level.nanos() / 2 - 1) + 1;
            int last = level.windowOf(to - level.nanos() / 2 - 1);
            windows(level, first, last + 1);
        }
    }

    /** @return whether the rest is to be read */
    private boolean windows(Level level, int from, int to) {
        for (int bucket = level.bucketOf(from); bucket <= level.bucketOf(to - 1); bucket++) {
            List<Integer> fresh = new ArrayList<>();
            boolean goOn = each(select.windows(level, service, bucket, from, to), row -> {
                SelectCalls.Window window = SelectCalls.Window.of(row);
                if (window.fresh()) {
                    fresh.add(window.number());
                } else if (window.series() != null) {
                    take(level.middleOf(window.number()), window.series());
                }
            });
            if (!goOn || !fresh(level, fresh)) {
                return false;
            }
        }
        return true;
    }

    /** Reads neighbours together. */
    private boolean fresh(Level level, List<Integer> windows) {
        int at = 0;
        while (at < windows.size()) {
            int from = at++;
            while (at < windows.size() && windows.get(at) == windows.get(at - 1) + 1) {
                at++;
            }
            if (!below(level, windows.get(from), windows.get(at - 1) + 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean below(Level level, int from, int to) {
        long start = level.startOf(from);
        long end = level.startOf(to);
        Level finer = level.finer();
        if (finer == null) {
            return reports(start, end);
        }
        return windows(finer, finer.windowOf(start), finer.windowOf(end));
    }

    private boolean reports(long from, long to) {
        for (int hour = Level.HOUR.windowOf(from); hour <= Level.HOUR.windowOf(to - 1); hour++) {
            boolean goOn = each(select.reports(service, hour, from, to), row -> {
                SelectCalls.Report report = SelectCalls.Report.of(row);
                take(report.middle(), report.series());
            });
            if (!goOn) {
                return false;
            }
        }
        return true;
    }

    private void take(long unixNanos, ByteBuffer series) {
        try {
            SeriesCodec.decode(series, unixNanos, (key, calls) -> visitor.take(unixNanos, key, calls));
        } catch (CorruptDataException e) {
            incompleteReason = "damaged rows were left out";
            LOG.warn("Counted calls of {} at {} are damaged and left out", service, unixNanos, e);
        }
    }

    private boolean each(Statement<?> statement, Consumer<Row> action) {
        Statement<?> page = statement;
        while (true) {
            AsyncResultSet answer;
            try {
                answer = deadline.await(statements.execute(page, deadline));
            } catch (Deadline.TimeOverException e) {
                return stop("stopped because the time was over, after " + rows + " rows");
            }
            for (Row row : answer.currentPage()) {
                if (rows == mostRows) {
                    return stop("stopped after " + rows + " rows");
                }
                rows++;
                action.accept(row);
            }
            if (!answer.hasMorePages()) {
                return true;
            }
            page = page.setPagingState(answer.getExecutionInfo().getPagingState());
        }
    }

    private boolean stop(String reason) {
        incompleteReason = reason;
        return false;
    }
}
