// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
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
    /** Keys that have a column. A span with another one is marked. */
    private static final int MOST_ATTRIBUTES = 1_024;

    private static final int MOST_SERVICES = 1_024;

    private final Interner<TraceId> traces = new Interner<>();
    private final Interner<Origins.Pair> origins = new Interner<>();
    private final Map<ColumnKey, ColumnDraft> columns = new LinkedHashMap<>();
    private final Map<String, ColumnDraft> attributes = new LinkedHashMap<>();
    private final Set<String> services = new LinkedHashSet<>();
    private int rows;
    private int[] traceOfRow = new int[64];
    private int[] originOfRow = new int[64];
    private int[] spanHashes = new int[64];
    private int[] parentHashes = new int[64];
    private long[] starts = new long[64];
    private long[] durations = new long[64];
    private boolean moreServices;
    private @Nullable Resource lastResource;
    private @Nullable InstrumentationScope lastScope;
    private int lastOrigin;

    /** @throws IllegalStateException if the block is full */
    void add(Span span) {
        int row = next(
                traces.id(span.traceId()),
                IdHash.of(span.spanId()),
                IdHash.of(span.parentSpanId()),
                span.startUnixNanos(),
                span.durationNanos());
        originOfRow[row] = origin(span);
        set(ColumnKey.NAME, row, span.name());
        set(ColumnKey.KIND, row, (long) span.kind().number());
        set(ColumnKey.STATUS, row, (long) span.status().code().number());
        set(ColumnKey.STATUS_MESSAGE, row, span.status().description());
        set(ColumnKey.TRACE_STATE, row, span.traceState());
        int held = 0;
        for (int i = 0; i < span.attributes().size(); i++) {
            ColumnDraft column = Values.isKept(span.attributes().key(i), held)
                    ? attribute(span.attributes().key(i))
                    : null;
            if (column == null) {
                set(ColumnKey.MORE, row, true);
            } else {
                column.set(row, span.attributes().value(i));
                held++;
            }
        }
    }

    void add(Block block) {
        int first = rows;
        int[] traceOf = traceIds(block);
        int[] originOf = block.origins().pairs().stream()
                .mapToInt(pair -> {
                    service(pair);
                    return origins.id(pair);
                })
                .toArray();
        for (int i = 0; i < block.header().rows(); i++) {
            int row = next(
                    traceOf[block.traceOfRow()[i]],
                    block.spanHashes()[i],
                    block.parentHashes()[i],
                    block.start(i),
                    block.duration(i));
            originOfRow[row] = originOf[block.originOfRow().at(i) - 1];
        }
        for (ColumnEntry column : block.header().contents().columns()) {
            Dictionary dictionary = block.dictionary(column);
            ColumnDraft draft = column(column.key());
            if (draft == null) {
                addToMore(first, block.codes(column));
                continue;
            }
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

    private void addToMore(int first, Codes leftOut) {
        for (int i = 0; i < leftOut.size(); i++) {
            if (leftOut.at(i) != 0) {
                set(ColumnKey.MORE, first + i, true);
            }
        }
    }

    private int[] traceIds(Block block) {
        return IntStream.range(0, block.header().traces())
                .map(i -> traces.id(block.trace(i)))
                .toArray();
    }

    private int next(int trace, int spanHash, int parentHash, long start, long duration) {
        if (rows == BlockHeader.MOST_ROWS) {
            throw new IllegalStateException("a block holds at most " + BlockHeader.MOST_ROWS + " spans");
        }
        if (rows == spanHashes.length) {
            traceOfRow = Arrays.copyOf(traceOfRow, 2 * rows);
            originOfRow = Arrays.copyOf(originOfRow, 2 * rows);
            spanHashes = Arrays.copyOf(spanHashes, 2 * rows);
            parentHashes = Arrays.copyOf(parentHashes, 2 * rows);
            starts = Arrays.copyOf(starts, 2 * rows);
            durations = Arrays.copyOf(durations, 2 * rows);
        }
        traceOfRow[rows] = trace;
        spanHashes[rows] = spanHash;
        parentHashes[rows] = parentHash;
        starts[rows] = start;
        durations[rows] = duration;
        return rows++;
    }

    /** Neighbours mostly have the same objects, so most spans need no hash of a whole resource. */
    @SuppressWarnings("ReferenceEquality")
    private int origin(Span span) {
        if (lastResource == span.resource() && lastScope == span.scope()) {
            return lastOrigin;
        }
        Origins.Pair pair = Origins.Pair.of(span.resource(), span.scope());
        service(pair);
        lastResource = span.resource();
        lastScope = span.scope();
        lastOrigin = origins.id(pair);
        return lastOrigin;
    }

    private void service(Origins.Pair pair) {
        if (services.size() < MOST_SERVICES && pair.process().service() instanceof String name) {
            services.add(name);
        } else {
            moreServices = true;
        }
    }

    private void set(ColumnKey key, int row, Object value) {
        columns.computeIfAbsent(key, absent -> new ColumnDraft()).set(row, value);
    }

    private @Nullable ColumnDraft column(ColumnKey key) {
        return key.place() == ColumnKey.Place.SPAN
                ? attribute(key.key())
                : columns.computeIfAbsent(key, absent -> new ColumnDraft());
    }

    /** Returns null if there are too many already. */
    private @Nullable ColumnDraft attribute(String key) {
        ColumnDraft known = attributes.get(key);
        if (known != null) {
            return known;
        }
        if (attributes.size() == MOST_ATTRIBUTES) {
            return null;
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

    /** Returns whether there are services that are not among {@link #services}. */
    boolean hasMoreServices() {
        return moreServices;
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

    int[] spanHashes() {
        return spanHashes;
    }

    int[] parentHashes() {
        return parentHashes;
    }

    long[] starts() {
        return starts;
    }

    long[] durations() {
        return durations;
    }
}
