// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import dapper.storage.Span;
import dapper.storage.SpanWriter;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An in-memory store that keeps all spans, and fails or stays silent on request. */
public final class RecordingWriter implements SpanWriter {
    private final Map<TraceId, List<Span>> traces = new LinkedHashMap<>();
    private final Set<String> full = ConcurrentHashMap.newKeySet();
    private volatile Function<TraceId, @Nullable CompletionStage<Void>> behaviour = id -> null;

    @Override
    public boolean isFull(String sender) {
        return full.contains(sender);
    }

    /** From now on this sender is full. */
    public void fill(String sender) {
        full.add(sender);
    }

    @Override
    public CompletionStage<Void> write(TraceId traceId, List<Span> spans) {
        CompletionStage<Void> special = behaviour.apply(traceId);
        if (special != null) {
            return special;
        }
        synchronized (this) {
            traces.computeIfAbsent(traceId, id -> new ArrayList<>()).addAll(spans);
        }
        return CompletableFuture.completedStage(null);
    }

    /** From now on, a write returns the function's result for its trace; null means to store it. */
    public void behave(Function<TraceId, @Nullable CompletionStage<Void>> newBehaviour) {
        behaviour = newBehaviour;
    }

    public synchronized List<Span> spans() {
        return traces.values().stream().flatMap(List::stream).toList();
    }

    public synchronized Map<TraceId, List<Span>> traces() {
        return new LinkedHashMap<>(traces);
    }
}
