// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.Span;
import dapper.storage.TraceId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Spans that become a block, from the model or from blocks that are merged. Used by one thread. */
final class BlockDraft {
    private final Interner<TraceId> traces = new Interner<>();
    private final Interner<Origins.Pair> origins = new Interner<>();
    private final Map<ColumnKey, ColumnDraft> columns = new LinkedHashMap<>();
    private final Map<String, ColumnDraft> attributes = new LinkedHashMap<>();
    private final Set<String> services = new LinkedHashSet<>();
    private int rows;
    private int[] traceOfRow = new int[64];
    private int[] originOfRow = new int[64];
    private long[] spanIds = new long[64];
    private long[] parentIds = new long[64];
    private long[] starts = new long[64];
    private long[] durations = new long[64];
    private Origins.@Nullable Pair lastPair;
    private int lastOrigin;

    /** @throws IllegalStateException if the block is full */
    void add(Span span) {
        int row = next(
                traces.id(span.traceId()),
                span.spanId(),
                span.parentSpanId(),
                span.startUnixNanos(),
                span.durationNanos());
        originOfRow[row] = origin(span);
        set(ColumnKey.NAME, row, span.name());
        set(ColumnKey.KIND, row, (long) span.kind().number());
        set(ColumnKey.STATUS, row, (long) span.status().code().number());
        set(ColumnKey.STATUS_MESSAGE, row, span.status().description());
        set(ColumnKey.TRACE_STATE, row, span.traceState());
        for (int i = 0; i < span.attributes().size(); i++) {
            attribute(span.attributes().key(i)).set(row, span.attributes().value(i));
        }
    }

    void add(Block block) {
        int first = rows;
        int[] traceOf = traceIds(block);
        int[] originOf = block.origins().pairs().stream()
                .mapToInt(pair -> {
                    services.add(pair.resource().serviceName());
                    return origins.id(pair);
                })
                .toArray();
        for (int i = 0; i < block.header().rows(); i++) {
            int row = next(
                    traceOf[block.traceOfRow()[i]],
                    block.spanId(i),
                    block.parentId(i),
                    block.start(i),
                    block.duration(i));
            originOfRow[row] = originOf[block.originOfRow().at(i) - 1];
        }
        for (ColumnEntry column : block.header().contents().columns()) {
            Dictionary dictionary = block.dictionary(column);
            ColumnDraft draft = column(column.key());
            int[] codes = IntStream.range(0, dictionary.size())
                    .map(i -> draft.codeOf(dictionary.value(i)))
                    .toArray();
            Codes of = block.codes(column);
            for (int i = of.size() - 1; i >= 0; i--) {
                int code = of.at(i);
                if (code != 0) {
                    draft.setCode(first + i, codes[code - 1]);
                }
            }
        }
    }

    private int[] traceIds(Block block) {
        return IntStream.range(0, block.header().traces())
                .map(i -> traces.id(block.trace(i)))
                .toArray();
    }

    private int next(int trace, long spanId, long parentId, long start, long duration) {
        if (rows == BlockHeader.MOST_ROWS) {
            throw new IllegalStateException("a block holds at most " + BlockHeader.MOST_ROWS + " spans");
        }
        if (rows == spanIds.length) {
            traceOfRow = Arrays.copyOf(traceOfRow, 2 * rows);
            originOfRow = Arrays.copyOf(originOfRow, 2 * rows);
            spanIds = Arrays.copyOf(spanIds, 2 * rows);
            parentIds = Arrays.copyOf(parentIds, 2 * rows);
            starts = Arrays.copyOf(starts, 2 * rows);
            durations = Arrays.copyOf(durations, 2 * rows);
        }
        traceOfRow[rows] = trace;
        spanIds[rows] = spanId;
        parentIds[rows] = parentId;
        starts[rows] = start;
        durations[rows] = duration;
        return rows++;
    }

    /** Neighbours mostly have the same objects, so most spans need no hash of a whole resource. */
    @SuppressWarnings("ReferenceEquality")
    private int origin(Span span) {
        Origins.Pair last = lastPair;
        if (last != null && last.resource() == span.resource() && last.scope() == span.scope()) {
            return lastOrigin;
        }
        services.add(span.serviceName());
        Origins.Pair pair = new Origins.Pair(span.resource(), span.scope());
        lastPair = pair;
        lastOrigin = origins.id(pair);
        return lastOrigin;
    }

    private void set(ColumnKey key, int row, Object value) {
        column(key).set(row, value);
    }

    private ColumnDraft column(ColumnKey key) {
        return key.place() == ColumnKey.Place.SPAN
                ? attribute(key.key())
                : columns.computeIfAbsent(key, absent -> new ColumnDraft());
    }

    private ColumnDraft attribute(String key) {
        ColumnDraft known = attributes.get(key);
        if (known != null) {
            return known;
        }
        ColumnDraft column = new ColumnDraft();
        attributes.put(key, column);
        columns.put(ColumnKey.span(key), column);
        return column;
    }

    int rows() {
        return rows;
    }

    Set<String> services() {
        return services;
    }

    Map<ColumnKey, ColumnDraft> columns() {
        return columns;
    }

    int traceCount() {
        return traces.size();
    }

    TraceId trace(int number) {
        return traces.value(number);
    }

    int[] traceOfRow() {
        return traceOfRow;
    }

    int[] originOfRow() {
        return originOfRow;
    }

    Origins origins() {
        return new Origins(
                IntStream.range(0, origins.size()).mapToObj(origins::value).toList());
    }

    long[] spanIds() {
        return spanIds;
    }

    long[] parentIds() {
        return parentIds;
    }

    long[] starts() {
        return starts;
    }

    long[] durations() {
        return durations;
    }
}
