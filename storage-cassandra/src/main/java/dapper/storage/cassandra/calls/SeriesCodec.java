// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import dapper.storage.TraceId;
import dapper.storage.calls.CallExemplar;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.Durations;
import dapper.storage.cassandra.codec.ByteSink;
import dapper.storage.cassandra.codec.ByteSource;
import dapper.storage.cassandra.codec.CorruptDataException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The form of the calls of one interval: a table of texts, then each series with numbers of variable length. Equal series
 * have equal bytes, whatever the order of the map.
 */
final class SeriesCodec {
    private static final int VERSION = 1;

    private static final Comparator<CallKey> ORDER = Comparator.comparing(CallKey::kind)
            .thenComparing(CallKey::operation)
            .thenComparing(CallKey::peer)
            .thenComparing(CallKey::status)
            .thenComparing(CallKey::error);

    private SeriesCodec() {}

    static byte[] encode(Map<CallKey, CallSeries> series, long unixNanos) {
        ByteSink out = new ByteSink();
        out.int8(VERSION);
        Map<String, Integer> texts = texts(series);
        out.varint(texts.size());
        texts.keySet().forEach(out::text);
        out.varint(series.size());
        sorted(series).forEach((key, calls) -> {
            out.varint(key.kind().number());
            for (String text : List.of(key.operation(), key.peer(), key.status(), key.error())) {
                out.varint(texts.getOrDefault(text, 0));
            }
            durations(calls.durations(), out);
            exemplars(calls.exemplars(), unixNanos, out);
        });
        return out.toBytes();
    }

    static Map<CallKey, CallSeries> sorted(Map<CallKey, CallSeries> series) {
        Map<CallKey, CallSeries> sorted = new TreeMap<>(ORDER);
        sorted.putAll(series);
        return sorted;
    }

    private static Map<String, Integer> texts(Map<CallKey, CallSeries> series) {
        Map<String, Integer> texts = new LinkedHashMap<>();
        for (CallKey key : sorted(series).keySet()) {
            for (String text : List.of(key.operation(), key.peer(), key.status(), key.error())) {
                texts.putIfAbsent(text, texts.size());
            }
        }
        return texts;
    }

    private static void durations(Durations durations, ByteSink out) {
        out.varint(durations.sumNanos());
        out.varint(durations.minNanos());
        out.varint(durations.maxNanos() - durations.minNanos());
        List<long[]> buckets = new ArrayList<>();
        durations.forEach((bucket, calls) -> buckets.add(new long[] {bucket, calls}));
        out.varint(buckets.size());
        long next = Durations.LEAST;
        for (long[] bucket : buckets) {
            out.varint(bucket[0] - next);
            out.varint(bucket[1]);
            next = bucket[0] + 1;
        }
    }

    private static void exemplars(List<CallExemplar> exemplars, long unixNanos, ByteSink out) {
        out.varint(exemplars.size());
        for (CallExemplar exemplar : exemplars) {
            out.int64(exemplar.traceId().high());
            out.int64(exemplar.traceId().low());
            out.int64(exemplar.spanId());
            out.zigzag(exemplar.unixNanos() - unixNanos);
            out.varint(exemplar.durationNanos());
        }
    }

    /** @throws CorruptDataException for bytes that {@link #encode} has not made */
    static void decode(ByteBuffer bytes, long unixNanos, BiConsumer<CallKey, CallSeries> visitor) {
        ByteSource in = new ByteSource(bytes);
        int version = in.int8();
        if (version != VERSION) {
            throw new CorruptDataException("counted calls of version " + version);
        }
        String[] texts = new String[in.count()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = in.text();
        }
        int series = in.count();
        for (int i = 0; i < series; i++) {
            CallKind kind = CallKind.ofNumber((int) in.varint());
            if (kind == null) {
                throw new CorruptDataException("calls of an unknown kind");
            }
            CallKey key = new CallKey(kind, text(texts, in), text(texts, in), text(texts, in), text(texts, in));
            CallSeries calls = new CallSeries();
            durations(in, calls.durations());
            int exemplars = in.count();
            for (int each = 0; each < exemplars; each++) {
                calls.add(exemplar(in, unixNanos));
            }
            visitor.accept(key, calls);
        }
    }

    private static String text(String[] texts, ByteSource in) {
        long index = in.varint();
        if (index < 0 || index >= texts.length) {
            throw new CorruptDataException("a text is missing");
        }
        return texts[(int) index];
    }

    private static void durations(ByteSource in, Durations durations) {
        long sum = in.varint();
        long min = in.varint();
        long max = min + in.varint();
        int buckets = in.count();
        long next = Durations.LEAST;
        for (int i = 0; i < buckets; i++) {
            long bucket = next + in.varint();
            if (bucket < next || bucket > Durations.MOST) {
                throw new CorruptDataException("a bucket is out of range");
            }
            durations.addBucket((int) bucket, in.varint());
            next = bucket + 1;
        }
        if (buckets > 0) {
            durations.addExtent(sum, min, max);
        }
    }

    private static CallExemplar exemplar(ByteSource in, long unixNanos) {
        TraceId traceId = new TraceId(in.int64(), in.int64());
        long spanId = in.int64();
        return new CallExemplar(traceId, spanId, unixNanos + in.zigzag(), in.varint());
    }
}
