// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import dapper.storage.Attributes;
import dapper.storage.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Divides the spans of one write into index rows, as collectors of schemas 2 and 3 do.
 *
 * <p>A row stands for spans of one process that started close together. This gives three guarantees that make a search
 * exact: a row's resource is the resource of each of its spans; a span starts at most {@link #LONGEST_NANOS} before the
 * position of its row; and a row has all terms of all its spans or is marked as having none. All predicates of a search
 * must hold on one span, and every span is in a row, so a finer division never loses a match.
 */
public final class IndexRows {
    public static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final int MOST_TERMS = 400;

    /** Limit for a single span; a span with more terms is read by every search of its partitions. */
    private static final int MOST_TERMS_OF_A_SPAN = 2_000;

    private static final int MOST_SPANS = 1_000;
    private static final Comparator<EncodedSpan> BY_START = Comparator.comparingLong(
                    (EncodedSpan encoded) -> encoded.span().startUnixNanos())
            .thenComparingLong(encoded -> encoded.span().spanId());

    private IndexRows() {}

    public static List<IndexRow> of(List<EncodedSpan> spans) {
        Map<ContentHash, List<EncodedSpan>> processes = new LinkedHashMap<>();
        spans.forEach(span -> processes
                .computeIfAbsent(span.resource(), hash -> new ArrayList<>())
                .add(span));
        List<IndexRow> rows = new ArrayList<>();
        processes.values().forEach(process -> divide(process, rows));
        return rows;
    }

    private static void divide(List<EncodedSpan> process, List<IndexRow> rows) {
        process.sort(BY_START);
        List<EncodedSpan> part = new ArrayList<>();
        Set<String> terms = new HashSet<>();
        for (EncodedSpan span : process) {
            Set<String> more = terms(span.span());
            if (!part.isEmpty() && !fits(part, terms, span, more)) {
                rows.add(row(part, terms));
                part = new ArrayList<>();
                terms = new HashSet<>();
            }
            part.add(span);
            terms.addAll(more);
        }
        rows.add(row(part, terms));
    }

    private static boolean fits(List<EncodedSpan> part, Set<String> terms, EncodedSpan span, Set<String> more) {
        long first = part.get(0).span().startUnixNanos();
        // Unsigned: the difference between two starts may exceed a signed number.
        return Long.compareUnsigned(span.span().startUnixNanos() - first, LONGEST_NANOS) <= 0
                && part.size() < MOST_SPANS
                && (terms.size() + more.size() <= MOST_TERMS || terms.containsAll(more));
    }

    private static Set<String> terms(Span span) {
        Set<String> terms = new HashSet<>();
        terms.add(Term.operation(span.name()));
        if (span.status().isError()) {
            terms.add(Term.ERROR);
        }
        for (int i = 0; i < span.attributes().size(); i++) {
            String key = span.attributes().key(i);
            Attributes.searchTexts(span.attributes().value(i), text -> terms.add(Term.tag(key, text)));
        }
        return terms;
    }

    private static IndexRow row(List<EncodedSpan> part, Set<String> terms) {
        EncodedSpan first = part.get(0);
        boolean listed = terms.size() <= MOST_TERMS_OF_A_SPAN;
        if (listed) {
            terms.add(Term.resource(first.resource()));
        }
        return new IndexRow(
                first.span().serviceName(),
                first.resource(),
                part.get(part.size() - 1).span().startUnixNanos(),
                first.span().startUnixNanos(),
                part.stream()
                        .mapToLong(span -> span.span().durationNanos())
                        .max()
                        .orElseThrow(),
                id(part),
                listed ? terms : Set.of(),
                listed,
                Outline.encode(part));
    }

    private static long id(List<EncodedSpan> part) {
        long hash = part.size();
        for (EncodedSpan span : part) {
            hash = CellHash.of(span.cell(), hash ^ span.span().spanId());
        }
        return hash;
    }
}
