// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.predicate.Comparison;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Field.Attribute;
import dapper.storage.predicate.Field.Intrinsic;
import dapper.storage.predicate.Field.Owner;
import dapper.storage.predicate.Predicate;
import dapper.storage.predicate.ValueFilter;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongPredicate;

/** Evaluates a predicate on all rows of a block, column by column. Used by one thread. */
final class BlockScan {
    private final Block block;
    private final int rows;

    BlockScan(Block block) {
        this.block = block;
        this.rows = block.header().rows();
    }

    BitSet rows(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return all(and.predicates());
        }
        if (predicate instanceof Predicate.Or or) {
            BitSet any = new BitSet(rows);
            or.predicates().forEach(part -> any.or(rows(part)));
            return any;
        }
        if (predicate instanceof Predicate.Not not) {
            BitSet complement = rows(not.predicate());
            complement.flip(0, rows);
            return complement;
        }
        if (predicate instanceof Predicate.Compare compare) {
            return compare(compare);
        }
        if (predicate instanceof Predicate.Matches matches) {
            return test(matches.field(), ofPlain(ValueFilter.of(matches)));
        }
        return test(((Predicate.Present) predicate).field(), ValueFilter.PRESENT);
    }

    private BitSet all(List<Predicate> predicates) {
        BitSet all = new BitSet(rows);
        all.set(0, rows);
        for (Predicate predicate : predicates) {
            if (all.isEmpty()) {
                return all;
            }
            all.and(rows(predicate));
        }
        return all;
    }

    private BitSet compare(Predicate.Compare compare) {
        Comparison comparison = compare.comparison();
        if (compare.operand() instanceof Long operand && compare.field() == Intrinsic.START) {
            return longs(block.starts(), start -> comparison.holds(Long.compareUnsigned(start, operand)));
        }
        if (compare.operand() instanceof Long operand && compare.field() == Intrinsic.DURATION) {
            return longs(block.durations(), duration -> comparison.holds(Long.compare(duration, operand)));
        }
        if (comparison == Comparison.EQUAL && compare.operand() instanceof String text) {
            // No String is made of the values.
            if (compare.field() instanceof Attribute attribute && attribute.owner() == Owner.SPAN) {
                return equalTo(ColumnKey.span(attribute.key()), text);
            }
            if (compare.field() == Intrinsic.NAME) {
                return equalTo(ColumnKey.NAME, text);
            }
        }
        return test(compare.field(), ofPlain(ValueFilter.of(compare)));
    }

    private static ValueFilter ofPlain(ValueFilter filter) {
        return value -> !(value instanceof OtherValue) && filter.test(value);
    }

    private BitSet equalTo(ColumnKey key, String text) {
        ColumnEntry column = block.header().column(key);
        return column == null || !block.mayHold(column, text)
                ? new BitSet()
                : rows(column, block.dictionary(column).equalTo(text));
    }

    private BitSet test(Field field, ValueFilter test) {
        if (field instanceof Attribute attribute) {
            return attribute(attribute, test);
        }
        return switch ((Intrinsic) field) {
            case START -> longs(block.starts(), test::test);
            case DURATION -> longs(block.durations(), test::test);
            case SCOPE_NAME -> origins(pair -> test.test(pair.scope().name()));
            case SCOPE_VERSION -> origins(pair -> test.test(pair.scope().version()));
            case NAME, KIND, STATUS, STATUS_MESSAGE, TRACE_STATE -> column(Block.column((Intrinsic) field), test);
            case TRACE_ID, SPAN_ID, PARENT_ID -> throw new IllegalArgumentException("no column of " + field);
        };
    }

    private BitSet attribute(Attribute attribute, ValueFilter test) {
        return switch (attribute.owner()) {
            case SPAN -> column(ColumnKey.span(attribute.key()), test);
            case RESOURCE -> resource(attribute.key(), test);
            case SCOPE -> throw new IllegalArgumentException("no column of " + attribute);
            case ANY -> {
                BitSet matches = resource(attribute.key(), test);
                matches.andNot(column(ColumnKey.span(attribute.key()), ValueFilter.PRESENT));
                matches.or(column(ColumnKey.span(attribute.key()), test));
                yield matches;
            }
        };
    }

    private BitSet resource(String key, ValueFilter test) {
        return origins(pair -> {
            Object value = pair.resource().attributes().get(key);
            return value != null && test.test(value);
        });
    }

    private BitSet origins(java.util.function.Predicate<Origins.Pair> test) {
        byte[] matching = block.origins().matching(test);
        return none(matching) ? new BitSet() : block.originOfRow().rows(matching);
    }

    private BitSet column(ColumnKey key, ValueFilter test) {
        ColumnEntry column = block.header().column(key);
        return column == null
                ? new BitSet()
                : rows(column, block.dictionary(column).matching(test));
    }

    /** Without a match in the dictionary there is no need to decode the rows. */
    private BitSet rows(ColumnEntry column, byte[] matching) {
        return none(matching) ? new BitSet() : block.codes(column).rows(matching);
    }

    private static boolean none(byte[] matching) {
        for (byte one : matching) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    private static BitSet longs(long[] numbers, LongPredicate test) {
        long[] words = new long[(numbers.length + 63) / 64];
        for (int row = 0; row < numbers.length; row++) {
            if (test.test(numbers[row])) {
                words[row >> 6] |= 1L << row;
            }
        }
        return BitSet.valueOf(words);
    }
}
