// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.storage.Attributes;
import dapper.storage.Span;
import dapper.storage.SpanId;
import dapper.storage.TraceId;
import dapper.storage.predicate.FewSpans;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.NaivePredicate;
import dapper.storage.predicate.Predicate;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class BlockTest {
    /** Ids with hashes of their own, so that tests recognise a row by the hash. */
    private static final List<Long> IDS = new ArrayList<>();

    private static final Map<Integer, Long> ID_OF_HASH = new HashMap<>();

    static {
        for (long id = 1; IDS.size() <= 2_000; id++) {
            if (ID_OF_HASH.putIfAbsent(IdHash.of(id), id) == null) {
                IDS.add(id);
            }
        }
    }

    @Test
    void givesBackEveryColumnOfEverySpan() {
        List<Span> spans = spans(new FewSpans(1), 800, 40);
        Map<Long, Span> byId = new HashMap<>();
        spans.forEach(span -> byId.put(span.spanId(), span));

        Block block = block(spans);

        assertThat(block.header().rows()).isEqualTo(spans.size());
        assertThat(block.header().services())
                .isEqualTo(spans.stream()
                        .map(Span::serviceName)
                        .filter(name -> name.length() <= Values.LONGEST_TEXT)
                        .collect(toSet()));
        for (int row = 0; row < spans.size(); row++) {
            Span span = byId.remove(id(block, row));
            assertThat(block.traceId(row)).isEqualTo(span.traceId());
            assertThat(block.parentHashes()[row]).isEqualTo(IdHash.of(span.parentSpanId()));
            assertThat(block.start(row)).isEqualTo(span.startUnixNanos());
            assertThat(block.duration(row)).isEqualTo(span.durationNanos());
            Origins.Pair origin =
                    block.origins().pairs().get(block.originOfRow().at(row) - 1);
            assertThat(origin).isEqualTo(Origins.Pair.of(span.resource(), span.scope()));
            Map<ColumnKey, Object> expected = new HashMap<>(Map.of(
                    ColumnKey.NAME, span.name(),
                    ColumnKey.KIND, (long) span.kind().number(),
                    ColumnKey.STATUS, (long) span.status().code().number(),
                    ColumnKey.STATUS_MESSAGE, span.status().description(),
                    ColumnKey.TRACE_STATE, span.traceState()));
            span.attributes().forEach((key, value) -> expected.put(ColumnKey.span(key), Values.storable(value)));
            assertThat(values(block, row)).isEqualTo(expected);
        }
        assertThat(byId).isEmpty();
    }

    private static long id(Block block, int row) {
        return Objects.requireNonNull(ID_OF_HASH.get(block.spanHashes()[row]));
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
        FewSpans few = new FewSpans(3);
        List<Span> spans = spans(few, 1_000, 60);
        Set<Long> known = spans.stream()
                .filter(span -> !hasLongText(span))
                .map(Span::spanId)
                .collect(toSet());
        List<Block> blocks = List.of(
                block(spans),
                open(merged(List.of(
                        block(spans.subList(0, 10)),
                        block(spans.subList(10, 500)),
                        block(List.of()),
                        block(spans.subList(500, 1_000))))));
        int found = 0;
        for (int i = 0; i < 2_000; i++) {
            Predicate predicate = few.predicate();
            Set<Long> expected = spans.stream()
                    .filter(span -> NaivePredicate.holds(predicate, span))
                    .map(Span::spanId)
                    .collect(toSet());
            for (Block block : blocks) {
                Set<Long> may = ids(block, new BlockScan(block).rows(predicate, true));
                Set<Long> must = ids(block, new BlockScan(block).rows(predicate, false));
                assertThat(may).as("%s", predicate).containsAll(expected);
                assertThat(expected).as("%s", predicate).containsAll(must);
                may.removeAll(must);
                if (!isOnIds(predicate)) {
                    assertThat(may).as("undecided %s", predicate).doesNotContainAnyElementsOf(known);
                }
                assertThat(expected.isEmpty() || block.header().mayMatch(predicate))
                        .as("the header admits %s", predicate)
                        .isTrue();
            }
            found += expected.isEmpty() || expected.size() == spans.size() ? 0 : 1;
        }
        assertThat(known.size()).isBetween(200, 900);
        assertThat(found).isGreaterThan(1_000);
    }

    /** A block has no ids of spans, only their hashes. */
    private static boolean isOnIds(Predicate predicate) {
        return Stream.of(Field.Intrinsic.SPAN_ID, Field.Intrinsic.PARENT_ID)
                .anyMatch(id -> predicate.toString().contains(id.toString()));
    }

    @Test
    void findsSpansByTheirIdsAndThoseOfTheirParents() {
        List<Span> spans = spans(new FewSpans(14), 1_000, 60);
        Block block = block(spans);

        for (Span span : spans.subList(0, 100)) {
            String id = SpanId.toHex(span.spanId());
            assertThat(ids(block, block.rows(Predicate.equal(Field.Intrinsic.SPAN_ID, id))))
                    .containsExactly(span.spanId());
            assertThat(ids(block, block.rows(Predicate.equal(Field.Intrinsic.PARENT_ID, id))))
                    .isEqualTo(spans.stream()
                            .filter(child -> child.parentSpanId() == span.spanId())
                            .map(Span::spanId)
                            .collect(toSet()));
        }
        assertThat(ids(block, block.rows(Predicate.absent(Field.Intrinsic.PARENT_ID))))
                .isEqualTo(spans.stream()
                        .filter(span -> span.parentSpanId() == 0)
                        .map(Span::spanId)
                        .collect(toSet()));
        for (String none : List.of("0000000000000000", "1", "000000000000000G", "", "00000000000000AB")) {
            assertThat(block.rows(Predicate.equal(Field.Intrinsic.SPAN_ID, none))
                            .isEmpty())
                    .as(none)
                    .isTrue();
            assertThat(block.rows(Predicate.equal(Field.Intrinsic.PARENT_ID, none))
                            .isEmpty())
                    .as(none)
                    .isTrue();
        }
    }

    @Test
    void hasSpansOfId0() {
        Block block = block(spans(new FewSpans(15), 10, 4, id -> 0));

        for (Predicate predicate : List.of(
                new Predicate.Present(Field.Intrinsic.SPAN_ID),
                Predicate.equal(Field.Intrinsic.SPAN_ID, "0000000000000000"))) {
            assertThat(block.rows(predicate).cardinality()).as("%s", predicate).isEqualTo(10);
        }
    }

    /** The resource is what format 1 made of these spans. */
    @Test
    void readsTheFirstFormat() throws Exception {
        List<Span> spans = spans(new FewSpans(13), 40, 4, id -> id);
        Block first = open(Objects.requireNonNull(BlockTest.class.getResourceAsStream("block-of-format-1.bin"))
                .readAllBytes());
        Block second = block(spans);

        assertThat(first.header().version()).isEqualTo(BlockHeader.FIRST);
        assertSame(first, second);
        assertSame(open(merged(List.of(first))), second);
        FewSpans few = new FewSpans(15);
        for (int i = 0; i < 500; i++) {
            Predicate predicate = few.predicate();
            assertThat(first.rows(predicate)).as("%s", predicate).isEqualTo(second.rows(predicate));
        }
    }

    private static void assertSame(Block one, Block other) {
        assertThat(one.header().rows()).isEqualTo(other.header().rows());
        assertThat(one.spanHashes()).isEqualTo(other.spanHashes());
        assertThat(one.parentHashes()).isEqualTo(other.parentHashes());
        assertThat(one.starts()).isEqualTo(other.starts());
        assertThat(one.durations()).isEqualTo(other.durations());
        for (int row = 0; row < one.header().rows(); row++) {
            assertThat(one.traceId(row)).isEqualTo(other.traceId(row));
            assertThat(values(one, row)).isEqualTo(values(other, row));
        }
    }

    private static boolean hasLongText(Span span) {
        return span.serviceName().length() > Values.LONGEST_TEXT
                || Stream.of(
                                span.attributes(),
                                span.resource().attributes(),
                                span.scope().attributes())
                        .flatMap(attributes ->
                                IntStream.range(0, attributes.size()).mapToObj(attributes::value))
                        .anyMatch(value -> value instanceof String text && text.length() > Values.LONGEST_TEXT);
    }

    @Test
    void findsALongTextByItsBeginning() {
        Span span = spans(new FewSpans(4), 1, 1).get(0);
        String text = "x".repeat(Values.LONGEST_TEXT - 1) + "\ud83d\ude00";
        Block block = block(List.of(with(span, Attributes.ofFlat("long", text + "1"))));

        assertThat(found(block, Predicate.equal(Field.span("long"), text + "1")))
                .isTrue();
        assertThat(found(block, Predicate.equal(Field.span("long"), text + "2")))
                .isTrue();
        assertThat(found(block, Predicate.equal(Field.span("long"), "y" + text)))
                .isFalse();
        assertThat(found(block, Predicate.equal(Field.span("long"), text.substring(0, 100))))
                .isFalse();
        assertThat(found(block, Predicate.not(Predicate.equal(Field.span("long"), text + "1"))))
                .isTrue();
        assertThat(found(block, Predicate.absent(Field.span("long")))).isFalse();
    }

    @Test
    void marksSpansWithMoreAttributesThanABlockHolds() {
        Span span = spans(new FewSpans(4), 1, 1).get(0);
        List<Object> flat = new ArrayList<>(List.of("k".repeat(300), "long key"));
        for (int i = 0; i < 2_000; i++) {
            flat.addAll(List.of("key " + i, (long) i));
        }
        Span wide = with(span, Attributes.ofFlat(flat.toArray()));
        Block alone = block(List.of(with(span, Attributes.ofFlat("other", "a"))));

        for (Block block : List.of(block(List.of(wide)), open(merged(List.of(alone, block(List.of(wide))))))) {
            for (String key : List.of("key 0", "key 1999", "k".repeat(300), "absent")) {
                assertThat(block.header().mayMatch(new Predicate.Present(Field.span(key))))
                        .isTrue();
                assertThat(found(block, new Predicate.Present(Field.any(key)))).isTrue();
                assertThat(found(block, Predicate.absent(Field.span(key))))
                        .isEqualTo(!key.equals("key 0") || block.header().rows() > 1);
            }
            assertThat(found(block, Predicate.equal(Field.span("key 0"), 1L))).isFalse();
            assertThat(found(block, Predicate.equal(Field.span("key 1999"), "maybe")))
                    .isTrue();
        }
        assertThat(found(alone, new Predicate.Present(Field.span("key 0")))).isFalse();
    }

    private static boolean found(Block block, Predicate predicate) {
        return block.header().mayMatch(predicate) && !block.rows(predicate).isEmpty();
    }

    private static Set<Long> ids(Block block, BitSet rows) {
        return rows.stream().mapToObj(row -> id(block, row)).collect(toSet());
    }

    @Test
    void headersOfSmallBlocksAdmitEveryMatchAndExcludeMostOthers() {
        FewSpans few = new FewSpans(5);
        List<Span> spans = spans(few, 400, 60);
        List<List<Span>> parts = IntStream.range(0, 100)
                .mapToObj(i -> spans.subList(4 * i, 4 * i + 4))
                .toList();
        List<Block> blocks = parts.stream().map(BlockTest::block).toList();
        int excluded = 0;
        for (int i = 0; i < 500; i++) {
            Predicate predicate = few.predicate();
            for (int part = 0; part < parts.size(); part++) {
                if (!blocks.get(part).header().mayMatch(predicate)) {
                    excluded++;
                    assertThat(parts.get(part))
                            .as("%s", predicate)
                            .noneMatch(span -> NaivePredicate.holds(predicate, span));
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
        assertThat(open(merged(List.of(block, block))).header().rows()).isZero();
        assertThat(open(merged(List.of())).header().services()).isEmpty();
    }

    /** Spans with ids of their own, in any of so many traces. */
    static List<Span> spans(FewSpans few, int count, int traces) {
        return spans(few, count, traces, IDS::get);
    }

    /** @param idOf makes a span id of a number from 1 to twice the count */
    private static List<Span> spans(FewSpans few, int count, int traces, IntToLongFunction idOf) {
        Random random = new Random(count);
        List<Span> spans = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            TraceId trace = new TraceId(1, random.nextInt(traces));
            long parent = random.nextInt(3) == 0 ? 0 : idOf.applyAsLong(1 + random.nextInt(2 * count));
            spans.add(with(few.span(), trace, idOf.applyAsLong(id), parent));
        }
        return spans;
    }

    private static Span with(Span span, Attributes attributes) {
        return with(span, span.traceId(), span.spanId(), 0, attributes);
    }

    static Span with(Span span, TraceId traceId, long spanId, long parentId) {
        return with(span, traceId, spanId, parentId, span.attributes());
    }

    private static Span with(Span span, TraceId traceId, long spanId, long parentId, Attributes attributes) {
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
                attributes,
                List.of(),
                List.of(),
                Span.Dropped.NONE,
                span.status(),
                span.resource(),
                span.scope());
    }

    @Test
    void decodesOnlyTheColumnsThatAPredicateNeeds() {
        List<Span> spans = new ArrayList<>();
        for (Span span : spans(new FewSpans(11), 500, 20)) {
            spans.add(with(span, Attributes.ofFlat("text", span.spanId() % 2 == 0 ? "a" : "b")));
        }
        Block block = block(spans);

        block.header().mayMatch(Predicate.equal(Field.span("text"), "a"));
        assertThat(block.decodedBytes()).isZero();
        block.rows(Predicate.equal(Field.span("text"), "not there"));
        long dictionary = block.decodedBytes();
        assertThat(dictionary).isPositive();
        block.rows(Predicate.equal(Field.span("text"), "a"));
        assertThat(block.decodedBytes()).isEqualTo(dictionary + spans.size());
        block.rows(Predicate.equal(Field.span("text"), "b"));
        assertThat(block.decodedBytes()).isEqualTo(dictionary + spans.size());
    }

    @Test
    void refusesMoreSpansThanABlockHolds() {
        Span span = spans(new FewSpans(12), 1, 1).get(0);

        assertThatThrownBy(() -> BlockWriter.write(Collections.nCopies(BlockHeader.MOST_ROWS + 1, span)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a block holds at most 1048576 spans");
    }

    static Block block(List<Span> spans) {
        return open(BlockWriter.write(spans));
    }

    static byte[] merged(List<Block> blocks) {
        BlockWriter merged = new BlockWriter();
        blocks.forEach(merged::add);
        return merged.write();
    }

    static Block open(byte[] bytes) {
        return Block.open(ByteBuffer.wrap(bytes));
    }
}
