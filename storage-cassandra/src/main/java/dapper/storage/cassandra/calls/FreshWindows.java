// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dapper.storage.calls.CallReport;
import dapper.storage.cassandra.session.Statements;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Marks the windows of reports as fresh. A window that has not ended is marked once, because {@link RollUp} sums it up only
 * some time after its end; after that, each report marks its windows again. Safe for many threads.
 */
final class FreshWindows {
    /** Less than {@link RollUp} waits after the end of a window, by as much as a write may take. */
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final int MOST_REMEMBERED = 100_000;

    private final InstantSource clock;
    private final Map<Level, PreparedStatement> marks = new EnumMap<>(Level.class);
    private final Cache<Object, Boolean> marked = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(Duration.ofHours(1))
            .executor(Runnable::run)
            .build();

    FreshWindows(Statements statements, InstantSource clock) {
        this.clock = clock;
        for (Level level : Level.values()) {
            marks.put(
                    level,
                    statements.prepare("UPDATE ${keyspace}." + level.table()
                            + " SET fresh = true WHERE service = ? AND bucket = ? AND time = ?"));
        }
    }

    private record Window(String service, Level level, int number) {}

    /**
     * Adds the statements that a report needs.
     *
     * @return to be passed to {@link #marked} when they have succeeded
     */
    List<Object> mark(CallReport report, List<BoundStatement> statements) {
        long now = TimeUnit.MILLISECONDS.toNanos(clock.millis());
        List<Object> windows = new ArrayList<>();
        marks.forEach((level, mark) -> {
            int number = level.windowOf(report.unixNanos());
            Window window = new Window(report.process().service(), level, number);
            boolean late = level.startOf(number + 1) + LATE_NANOS < now;
            if (late || marked.getIfPresent(window) == null) {
                statements.add(mark.bind(window.service(), level.bucketOf(number), number));
                windows.add(window);
            }
        });
        return windows;
    }

    void marked(List<Object> windows) {
        windows.forEach(window -> marked.put(window, Boolean.TRUE));
    }
}
