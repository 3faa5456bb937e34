// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.CallWriter;
import dapper.storage.calls.LastPoint;
import dapper.storage.calls.SeriesId;
import dapper.storage.calls.ServiceProcess;
import dapper.storage.cassandra.session.CallRetention;
import dapper.storage.cassandra.session.Failures;
import dapper.storage.cassandra.session.Statements;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Writes the row of a report, then marks its windows as fresh: a window that is not fresh has no report that its sum lacks.
 * Safe for many threads.
 */
public final class CassandraCallWriter implements CallWriter {
    private final Statements statements;
    private final FreshWindows windows;
    private final SeenProcesses processes;
    private final LastPoints points;
    private final Duration latest;
    private final PreparedStatement insert;

    /** @param clock gives the time that a report is late by */
    public CassandraCallWriter(Statements statements, CallRetention retention, InstantSource clock) {
        this.latest = retention.latest();
        this.statements = statements;
        this.windows = new FreshWindows(statements, clock);
        this.processes = new SeenProcesses(statements);
        this.points = new LastPoints(statements);
        this.insert =
                statements.prepare("INSERT INTO ${keyspace}.call_report (service, hour, middle, instance, part, series)"
                        + " VALUES (?, ?, ?, ?, ?, ?)");
    }

    @Override
    public Duration latest() {
        return latest;
    }

    @Override
    public CompletionStage<Void> write(CallReport report) {
        return translated(statements.execute(row(report)).thenCompose(done -> after(report)));
    }

    @Override
    public CompletionStage<Map<SeriesId, byte[]>> points(ServiceProcess process) {
        return translated(points.read(process));
    }

    @Override
    public CompletionStage<Void> writePoints(ServiceProcess process, Map<SeriesId, LastPoint> last) {
        return translated(points.write(process, last));
    }

    private static <T> CompletionStage<T> translated(CompletionStage<T> stage) {
        return stage.exceptionallyCompose(failure -> CompletableFuture.failedStage(Failures.writing(failure)));
    }

    private BoundStatement row(CallReport report) {
        long middle = report.unixNanos();
        return insert.bind(
                report.process().service(),
                Level.HOUR.windowOf(middle),
                middle,
                report.process().instance(),
                part(report.series()),
                ByteBuffer.wrap(SeriesCodec.encode(report.series(), middle)));
    }

    /** A sender may divide an interval among requests: their keys differ, and those of a repeated request do not. */
    private static int part(Map<CallKey, CallSeries> series) {
        int part = 0;
        for (CallKey key : SeriesCodec.sorted(series).keySet()) {
            part = 31 * part + hash(key);
        }
        return part;
    }

    /** The same in every JVM, unlike the hash of an enum. */
    private static int hash(CallKey key) {
        return List.of(key.kind().text(), key.operation(), key.peer(), key.status(), key.error())
                .hashCode();
    }

    private CompletionStage<Void> after(CallReport report) {
        List<BoundStatement> rows = new ArrayList<>();
        List<Object> marked = windows.mark(report, rows);
        boolean seen = processes.note(report, rows);
        return statements.executeAll(rows).thenRun(() -> {
            windows.marked(marked);
            if (seen) {
                processes.noted(report);
            }
        });
    }
}
