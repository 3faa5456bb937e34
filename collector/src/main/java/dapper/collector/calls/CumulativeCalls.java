// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallWriter;
import dapper.storage.calls.LastPoint;
import dapper.storage.calls.SeriesId;
import dapper.storage.calls.ServiceProcess;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The cumulative points of one request. A point counts what it has more than the last point of its series, which is in
 * storage: so it does not matter which collector gets a point, or how often. Used by one thread at a time.
 *
 * <p>A series without a stored point has not been counted. Its first point counts whole if it began a short time ago;
 * otherwise it is only the base for the next, because the calls of days would appear in one minute.
 */
final class CumulativeCalls {
    private static final long LONGEST_FIRST_NANOS = TimeUnit.MINUTES.toNanos(15);

    private final Map<ServiceProcess, Map<SeriesId, Series>> processes = new LinkedHashMap<>();

    private record Series(CallKind kind, double units, CumulativePoint point) {}

    boolean isEmpty() {
        return processes.isEmpty();
    }

    /** @param name scope and name of the metric */
    void add(
            ServiceProcess process,
            String name,
            CallKind kind,
            double units,
            CumulativePoint point,
            List<KeyValue> of) {
        processes.computeIfAbsent(process, unseen -> new HashMap<>()).put(id(name, of), new Series(kind, units, point));
    }

    private static SeriesId id(String name, List<KeyValue> attributes) {
        List<KeyValue> sorted = new ArrayList<>(attributes);
        sorted.sort(Comparator.comparing(KeyValue::getKey));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            sorted.forEach(attribute -> digest.update(attribute.toByteArray()));
            ByteBuffer hash = ByteBuffer.wrap(digest.digest());
            return new SeriesId(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Passes what is new to the calls of the request. */
    CompletionStage<Void> compare(CallWriter storage, ReceivedCalls calls) {
        CompletionStage<Void> done = CompletableFuture.completedStage(null);
        for (Map.Entry<ServiceProcess, Map<SeriesId, Series>> process : processes.entrySet()) {
            done = done.thenCompose(before -> storage.points(process.getKey()))
                    .thenAccept(last -> compare(process.getKey(), process.getValue(), last, calls));
        }
        return done;
    }

    private static void compare(
            ServiceProcess process, Map<SeriesId, Series> received, Map<SeriesId, byte[]> last, ReceivedCalls calls) {
        received.forEach((id, series) -> {
            byte[] stored = last.get(id);
            calls.take(process, series.kind(), () -> {
                CumulativePoint fresh = fresh(series.point(), stored == null ? null : CumulativePoint.read(stored));
                return fresh == null ? null : fresh.calls(series.units());
            });
        });
    }

    /** Returns null if nothing is new. */
    private static @Nullable CumulativePoint fresh(CumulativePoint point, @Nullable CumulativePoint last)
            throws RefusedPointException {
        if (last == null) {
            boolean young = point.endUnixNanos() - point.startUnixNanos() <= LONGEST_FIRST_NANOS;
            return young ? point : null;
        }
        if (point.endUnixNanos() <= last.endUnixNanos() || point.startUnixNanos() < last.startUnixNanos()) {
            return null;
        }
        // A process that begins anew counts from zero.
        return point.startUnixNanos() > last.startUnixNanos() ? point : point.minus(last);
    }

    /** Makes the points the last ones, once their calls are written. */
    CompletionStage<Void> remember(CallWriter storage) {
        CompletionStage<Void> done = CompletableFuture.completedStage(null);
        for (Map.Entry<ServiceProcess, Map<SeriesId, Series>> process : processes.entrySet()) {
            Map<SeriesId, LastPoint> points = new HashMap<>();
            process.getValue()
                    .forEach((id, series) -> points.put(
                            id,
                            new LastPoint(
                                    series.point().endUnixNanos(),
                                    series.point().toBytes())));
            done = done.thenCompose(before -> storage.writePoints(process.getKey(), points));
        }
        return done;
    }
}
