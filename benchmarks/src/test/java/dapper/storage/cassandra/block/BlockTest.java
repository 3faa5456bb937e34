// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.storage.Span;
import dapper.storage.TraceId;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Predicate;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockTest {
    private static final BlockWriter WRITER = new BlockWriter();

    @Test
    void givesBackEveryColumnOfEverySpan() {
        List<Span> spans = new FewValues(1).spans(800, 40);
        Map<Long, Span> byId = new HashMap<>();
        spans.forEach(span -> byId.put(span.spanId(), span));

        Block block = block(spans);

        assertThat(block.header().rows()).isEqualTo(spans.size());
        assertThat(block.header().services())
                .isEqualTo(spans.stream().map(Span::serviceName).collect(toSet()));
        for (int row = 0; row < spans.size(); row++) {
            Span span = byId.remove(block.spanId(row));
            assertThat(block.traceId(row)).isEqualTo(span.traceId());
            assertThat(block.parentId(row)).isEqualTo(span.parentSpanId());
            assertThat(block.start(row)).isEqualTo(span.startUnixNanos());
            assertThat(block.duration(row)).isEqualTo(span.durationNanos());
            Origins.Pair origin =
                    block.origins().pairs().get(block.originOfRow().at(row) - 1);
            assertThat(origin).isEqualTo(new Origins.Pair(span.resource(), span.scope()));
            Map<ColumnKey, Object> expected = new HashMap<>(Map.of(
                    ColumnKey.NAME, span.name(),
                    ColumnKey.KIND, (long) span.kind().number(),
                    ColumnKey.STATUS, (long) span.status().code().number(),
                    ColumnKey.STATUS_MESSAGE, span.status().description(),
                    ColumnKey.TRACE_STATE, span.traceState()));
            span.attributes().forEach((key, value) -> expected.put(ColumnKey.span(key), Dictionary.storable(value)));
            assertThat(values(block, row)).isEqualTo(expected);
        }
        assertThat(byId).isEmpty();
    }

    private static Map<ColumnKey, Object> values(Block block, int row) {
        Map<ColumnKey, Object> values = new HashMap<>();
        for (ColumnEntry column : block.header().contents().columns()) {
            int code = block.codes(column).at(row);
            if (code != 0) {
                values.put(column.key(), block.dictionary(column).value(code - 1));
            }
        }
        return values;
    }

    @Test
    void findsExactlyWhatEachPredicateAccepts() {
        FewValues few = new FewValues(3);
        List<Span> spans = few.spans(1_000, 60);
        List<Block> blocks = List.of(
                block(spans),
                open(new BlockWriter(19, true).write(spans)),
                open(WRITER.merge(List.of(
                        block(spans.subList(0, 10)),
                        block(spans.subList(10, 500)),
                        block(List.of()),
                        block(spans.subList(500, 1_000))))));
        int found = 0;
        for (int i = 0; i < 2_000; i++) {
            Predicate predicate = few.predicate(i % 3);
            Set<Long> expected = spans.stream()
                    .filter(span -> NaiveFilter.matches(span, predicate))
                    .map(Span::spanId)
                    .collect(toSet());
            for (Block block : blocks) {
                assertThat(ids(block, predicate)).as("%s", predicate).isEqualTo(expected);
                assertThat(expected.isEmpty() || block.header().mayMatch(predicate))
                        .as("the header admits %s", predicate)
                        .isTrue();
            }
            found += expected.isEmpty() || expected.size() == spans.size() ? 0 : 1;
        }
        assertThat(found).isGreaterThan(1_000);
    }

    private static Set<Long> ids(Block block, Predicate predicate) {
        return block.rows(predicate).stream().mapToObj(block::spanId).collect(toSet());
    }

    @Test
    void headersOfSmallBlocksAdmitEveryMatchAndExcludeMostOthers() {
        FewValues few = new FewValues(5);
        List<Span> spans = few.spans(400, 60);
        List<List<Span>> parts = IntStream.range(0, 100)
                .mapToObj(i -> spans.subList(4 * i, 4 * i + 4))
                .toList();
        List<Block> blocks = parts.stream().map(BlockTest::block).toList();
        int excluded = 0;
        for (int i = 0; i < 500; i++) {
            Predicate predicate = few.predicate(1);
            for (int part = 0; part < parts.size(); part++) {
                if (!blocks.get(part).header().mayMatch(predicate)) {
                    excluded++;
                    assertThat(parts.get(part))
                            .as("%s", predicate)
                            .noneMatch(span -> NaiveFilter.matches(span, predicate));
                }
            }
        }
        assertThat(excluded).isGreaterThan(1_000);
    }

    @Test
    void anEmptyBlockHasNoRows() {
        Block block = block(List.of());

        assertThat(block.header().rows()).isZero();
        assertThat(block.header().mayMatch(Predicate.absent(Field.span("x")))).isFalse();
        assertThat(block.rows(Predicate.absent(Field.span("x"))).isEmpty()).isTrue();
        assertThat(open(WRITER.merge(List.of(block, block))).header().rows()).isZero();
        assertThat(open(WRITER.merge(List.of())).header().services()).isEmpty();
    }

    @Test
    void mergingFindsTheParentsThatWereInAnotherBlock() {
        List<Span> spans = new FewValues(7).spans(600, 20);
        List<Span> shuffled = new ArrayList<>(spans);
        Collections.shuffle(shuffled, new Random(8));
        List<Block> parts = new ArrayList<>();
        for (int from = 0; from < shuffled.size(); from += 50) {
            parts.add(block(shuffled.subList(from, from + 50)));
        }
        Block whole = block(spans);
        Block merged = open(WRITER.merge(parts));

        assertThat(parts.stream().mapToInt(part -> part.header().farParents()).sum())
                .isGreaterThan(whole.header().farParents());
        assertThat(merged.header().farParents()).isEqualTo(whole.header().farParents());
        assertThat(parents(merged)).isEqualTo(parents(whole));
    }

    private static Map<Long, Long> parents(Block block) {
        Map<Long, Long> parents = new HashMap<>();
        for (int row = 0; row < block.header().rows(); row++) {
            parents.put(block.spanId(row), block.parent(row) < 0 ? -1L : block.spanId(block.parent(row)));
        }
        return parents;
    }

    @Test
    void spansThatShareAnIdAreNobodysParentByRow() {
        List<Span> spans = new FewValues(9).spans(40, 1);
        Span child = spans.stream()
                .filter(span -> span.parentSpanId() != 0)
                .findFirst()
                .orElseThrow();
        Span parent = new FewValues(10).spans(1, 1).get(0);
        List<Span> ambiguous = List.of(
                with(parent, child.traceId(), 5, 0),
                with(parent, child.traceId(), 5, 0),
                with(child, child.traceId(), 6, 5));
        Block block = block(ambiguous);

        for (int row = 0; row < 3; row++) {
            assertThat(block.parent(row)).isNegative();
            assertThat(block.parentId(row)).isEqualTo(block.spanId(row) == 6 ? 5 : 0);
        }
    }

    static Span with(Span span, TraceId traceId, long spanId, long parentId) {
        return new Span(
                traceId,
                spanId,
                parentId,
                span.traceState(),
                span.flags(),
                span.name(),
                span.kind(),
                span.startUnixNanos(),
                span.endUnixNanos(),
                span.attributes(),
                List.of(),
                List.of(),
                Span.Dropped.NONE,
                span.status(),
                span.resource(),
                span.scope());
    }

    @Test
    void decodesOnlyTheColumnsThatAPredicateNeeds() {
        List<Span> spans = new FewValues(11).spans(500, 20);
        Block block = block(spans);

        block.header().mayMatch(Predicate.equal(Field.span("own"), "a"));
        assertThat(block.decodedBytes()).isZero();
        block.rows(Predicate.equal(Field.span("own"), "not there"));
        long dictionary = block.decodedBytes();
        assertThat(dictionary).isPositive();
        block.rows(Predicate.equal(Field.span("own"), "a"));
        assertThat(block.decodedBytes()).isEqualTo(dictionary + spans.size());
        block.rows(Predicate.equal(Field.span("own"), "b"));
        assertThat(block.decodedBytes()).isEqualTo(dictionary + spans.size());
    }

    @Test
    void refusesMoreSpansThanABlockHolds() {
        Span span = new FewValues(12).spans(1, 1).get(0);

        assertThatThrownBy(() -> WRITER.write(Collections.nCopies(BlockHeader.MOST_ROWS + 1, span)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a block holds at most 1048576 spans");
    }

    static Block block(List<Span> spans) {
        return open(WRITER.write(spans));
    }

    static Block open(byte[] bytes) {
        return Block.open(ByteBuffer.wrap(bytes));
    }
}
