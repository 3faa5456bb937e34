// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallWriter;
import dapper.storage.calls.LastPoint;
import dapper.storage.calls.SeriesId;
import dapper.storage.calls.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An in-memory store of counted calls, which fails or stays silent on request. */
public final class RecordingCalls implements CallWriter {
    private final List<CallReport> reports = new ArrayList<>();
    private final Map<ServiceProcess, Map<SeriesId, LastPoint>> points = new HashMap<>();
    private CompletionStage<Void> answer = CompletableFuture.completedStage(null);

    @Override
    public Duration latest() {
        return Duration.ofDays(1);
    }

    @Override
    public synchronized CompletionStage<Void> write(CallReport report) {
        reports.add(report);
        return answer;
    }

    @Override
    public synchronized CompletionStage<Map<SeriesId, byte[]>> points(ServiceProcess process) {
        Map<SeriesId, byte[]> found = new HashMap<>();
        points.getOrDefault(process, Map.of()).forEach((id, last) -> found.put(id, last.point()));
        return CompletableFuture.completedStage(found);
    }

    @Override
    public synchronized CompletionStage<Void> writePoints(ServiceProcess process, Map<SeriesId, LastPoint> last) {
        Map<SeriesId, LastPoint> known = points.computeIfAbsent(process, unseen -> new HashMap<>());
        last.forEach((id, point) -> known.merge(id, point, (a, b) -> a.unixNanos() > b.unixNanos() ? a : b));
        return answer;
    }

    /** From now on each write returns this. */
    public synchronized void answer(CompletionStage<Void> newAnswer) {
        answer = newAnswer;
    }

    public synchronized List<CallReport> reports() {
        return List.copyOf(reports);
    }
}
