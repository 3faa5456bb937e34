// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.Span;
import dapper.storage.TraceId;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Predicate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StructureTest {

    /** Ids in order, each parent before its children, so that there are no cycles. */
    private final List<Span> spans = new ArrayList<>();

    private final Map<Long, Span> byId = new HashMap<>();

    StructureTest() {
        Random random = new Random(1);
        List<Span> any = new FewValues(2).spans(800, 10);
        for (Span span : any) {
            long trace = span.spanId() % 7;
            long parent = span.spanId() - 7 * random.nextInt(4);
            Span placed = BlockTest.with(
                    span, new TraceId(0, 1 + trace), span.spanId(), parent == span.spanId() || parent < 1 ? 0 : parent);
            spans.add(placed);
            byId.put(placed.spanId(), placed);
        }
    }

    @Test
    void findsChildrenAndDescendants() {
        Block block = BlockTest.block(spans);
        Structure structure = new Structure(block);
        FewValues few = new FewValues(3);
        for (int i = 0; i < 200; i++) {
            Predicate above = few.predicate(1);
            Predicate below = few.predicate(1);
            BitSet parents = block.rows(above);
            BitSet candidates = block.rows(below);

            assertThat(ids(block, structure.children(parents, candidates))).isEqualTo(expected(above, below, false));
            assertThat(ids(block, structure.descendants(parents, candidates))).isEqualTo(expected(above, below, true));
            assertThat(structure.undecided(candidates).isEmpty()).isTrue();
        }
    }

    private Set<Long> expected(Predicate above, Predicate below, boolean anyDepth) {
        Set<Long> ids = new HashSet<>();
        for (Span span : spans) {
            if (NaiveFilter.matches(span, below)) {
                @Nullable Span parent = byId.get(span.parentSpanId());
                while (anyDepth && parent != null && !NaiveFilter.matches(parent, above)) {
                    parent = byId.get(parent.parentSpanId());
                }
                if (parent != null && NaiveFilter.matches(parent, above)) {
                    ids.add(span.spanId());
                }
            }
        }
        return ids;
    }

    @Test
    void namesTheSpansWhoseParentIsElsewhere() {
        Block block = BlockTest.block(spans.subList(400, 800));
        BitSet all = block.rows(new Predicate.Present(Field.Intrinsic.NAME));

        assertThat(ids(block, new Structure(block).undecided(all)))
                .isEqualTo(spans.subList(400, 800).stream()
                        .filter(span -> span.parentSpanId() != 0 && span.parentSpanId() <= 400)
                        .map(Span::spanId)
                        .collect(toSet()));
    }

    @Test
    void endsWhereSpansAreTheirOwnAncestors() {
        Span span = spans.get(0);
        TraceId trace = span.traceId();
        Block block = BlockTest.block(List.of(
                BlockTest.with(span, trace, 1, 2),
                BlockTest.with(span, trace, 2, 1),
                BlockTest.with(span, trace, 3, 3),
                BlockTest.with(span, trace, 4, 2)));
        BitSet all = new BitSet();
        all.set(0, 4);

        assertThat(ids(block, new Structure(block).descendants(all, all))).contains(4L);
    }

    private static Set<Long> ids(Block block, BitSet rows) {
        return rows.stream().mapToObj(block::spanId).collect(toSet());
    }
}
