// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.SpanId;
import dapper.storage.predicate.Comparison;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Field.Attribute;
import dapper.storage.predicate.Field.Intrinsic;
import dapper.storage.predicate.Field.Owner;
import dapper.storage.predicate.Predicate;
import dapper.storage.predicate.ValueFilter;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;

/**
 * Evaluates a predicate on all rows of a block, column by column. Used by one thread.
 *
 * <p>A block does not hold everything: long values are cut, and rare attributes left out. So each part is evaluated as one
 * of two bounds: {@code may} finds the rows that satisfy it with some value of what is not known, and otherwise only those
 * that satisfy it with any. A negation turns one into the other.
 */
final class BlockScan {
    private static final Pattern SPAN_ID = Pattern.compile("[0-9a-f]{16}");

    private final Block block;
    private final int rows;

    BlockScan(Block block) {
        this.block = block;
        this.rows = block.header().rows();
    }

    /** Returns the rows that may satisfy the predicate. */
    BitSet rows(Predicate predicate) {
        return rows(predicate, true);
    }

    BitSet rows(Predicate predicate, boolean may) {
        if (predicate instanceof Predicate.And and) {
            return all(and.predicates(), may);
        }
        if (predicate instanceof Predicate.Or or) {
            BitSet any = new BitSet(rows);
            or.predicates().forEach(part -> any.or(rows(part, may)));
            return any;
        }
        if (predicate instanceof Predicate.Not not) {
            BitSet complement = rows(not.predicate(), !may);
            complement.flip(0, rows);
            return complement;
        }
        if (predicate instanceof Predicate.Compare compare) {
            return compare(compare, may);
        }
        if (predicate instanceof Predicate.Matches matches) {
            return test(matches.field(), ValueFilter.of(matches), may);
        }
        Field field = ((Predicate.Present) predicate).field();
        return isSpanId(field) ? withId(field) : test(field, ValueFilter.PRESENT, may);
    }

    private BitSet all(List<Predicate> predicates, boolean may) {
        BitSet all = new BitSet(rows);
        all.set(0, rows);
        for (Predicate predicate : predicates) {
            if (all.isEmpty()) {
                return all;
            }
            all.and(rows(predicate, may));
        }
        return all;
    }

    private BitSet compare(Predicate.Compare compare, boolean may) {
        Comparison comparison = compare.comparison();
        if (compare.operand() instanceof Long operand && compare.field() == Intrinsic.START) {
            return longs(block.starts(), start -> comparison.holds(Long.compare(start, operand)));
        }
        if (compare.operand() instanceof Long operand && compare.field() == Intrinsic.DURATION) {
            return longs(block.durations(), duration -> comparison.holds(Long.compare(duration, operand)));
        }
        if (comparison == Comparison.EQUAL && compare.operand() instanceof String text) {
            // No String is made of the values.
            if (compare.field() instanceof Attribute attribute && attribute.owner() == Owner.SPAN) {
                return equalTo(ColumnKey.span(attribute.key()), text, compare, may);
            }
            if (compare.field() == Intrinsic.NAME) {
                return equalTo(ColumnKey.NAME, text, compare, may);
            }
        }
        if (comparison == Comparison.EQUAL && isSpanId(compare.field())) {
            return withHash(compare, may);
        }
        return test(compare.field(), ValueFilter.of(compare), may);
    }

    private static boolean isSpanId(Field field) {
        return field == Intrinsic.SPAN_ID || field == Intrinsic.PARENT_ID;
    }

    private int[] hashes(Field field) {
        return field == Intrinsic.SPAN_ID ? block.spanHashes() : block.parentHashes();
    }

    /** Each span has an id of its own, even if that is 0; a root has none of a parent. */
    private BitSet withId(Field field) {
        return ints(hashes(field), hash -> isId(hash, field));
    }

    private static boolean isId(int hash, Field field) {
        return hash != 0 || field == Intrinsic.SPAN_ID;
    }

    private BitSet withHash(Predicate.Compare compare, boolean may) {
        if (!may
                || !(compare.operand() instanceof String text)
                || !SPAN_ID.matcher(text).matches()) {
            return new BitSet();
        }
        int wanted = IdHash.of(SpanId.parse(text));
        return ints(hashes(compare.field()), hash -> hash == wanted && isId(hash, compare.field()));
    }

    private BitSet equalTo(ColumnKey key, String text, Predicate.Compare compare, boolean may) {
        ColumnEntry column = block.header().column(key);
        if (column == null) {
            return unknown(key, may);
        }
        if (column.opaque()) {
            return column(key, ValueFilter.of(compare), may);
        }
        boolean cut = text.length() > Values.LONGEST_TEXT;
        boolean possible = cut ? may : block.mayHold(column, text);
        BitSet equal = possible ? rows(column, block.dictionary(column).equalTo(text)) : new BitSet();
        equal.or(unknown(key, may));
        return equal;
    }

    private BitSet test(Field field, ValueFilter test, boolean may) {
        if (field instanceof Attribute attribute) {
            return attribute(attribute, test, may);
        }
        return switch ((Intrinsic) field) {
            case TRACE_ID -> traces(test);
            // A hash of an id decides nothing but equality.
            case SPAN_ID, PARENT_ID -> may ? withId(field) : new BitSet();
            case START -> longs(block.starts(), test::test);
            case DURATION -> longs(block.durations(), test::test);
            case SCOPE_NAME -> origins(pair -> Values.test(pair.scope().name(), test, may));
            case SCOPE_VERSION -> origins(pair -> Values.test(pair.scope().version(), test, may));
            case NAME, KIND, STATUS, STATUS_MESSAGE, TRACE_STATE -> column(Block.column((Intrinsic) field), test, may);
        };
    }

    private BitSet attribute(Attribute attribute, ValueFilter test, boolean may) {
        ColumnKey key = ColumnKey.span(attribute.key());
        return switch (attribute.owner()) {
            case SPAN -> column(key, test, may);
            case RESOURCE -> resource(attribute.key(), test, may);
            case SCOPE -> origins(pair -> pair.scope().attributes().test(attribute.key(), test, may));
            case ANY -> {
                BitSet matches = resource(attribute.key(), test, may);
                matches.andNot(column(key, ValueFilter.PRESENT, !may));
                matches.or(column(key, test, may));
                yield matches;
            }
        };
    }

    private BitSet resource(String key, ValueFilter test, boolean may) {
        return origins(pair -> key.equals(HeaderFilter.SERVICE_NAME)
                ? Values.test(pair.process().service(), test, may)
                : pair.process().attributes().test(key, test, may));
    }

    private BitSet traces(ValueFilter test) {
        BitSet matching = new BitSet();
        for (int trace = 0; trace < block.header().traces(); trace++) {
            matching.set(trace, test.test(block.trace(trace).toString()));
        }
        BitSet found = new BitSet(rows);
        for (int row = 0; row < rows && !matching.isEmpty(); row++) {
            found.set(row, matching.get(block.traceOfRow()[row]));
        }
        return found;
    }

    private BitSet origins(java.util.function.Predicate<Origins.Pair> test) {
        byte[] matching = block.origins().matching(test);
        return none(matching) ? new BitSet() : block.originOfRow().rows(matching);
    }

    private BitSet column(ColumnKey key, ValueFilter test, boolean may) {
        ColumnEntry column = block.header().column(key);
        BitSet matching = column == null
                ? new BitSet()
                : rows(column, block.dictionary(column).matching(test, may));
        matching.or(unknown(key, may));
        return matching;
    }

    /** Returns the rows that may have an attribute which the block does not hold. */
    private BitSet unknown(ColumnKey key, boolean may) {
        ColumnEntry more = block.header().column(ColumnKey.MORE);
        if (!may || more == null || key.place() != ColumnKey.Place.SPAN) {
            return new BitSet();
        }
        BitSet rowsWithMore = rows(more, block.dictionary(more).matching(ValueFilter.PRESENT, true));
        ColumnEntry held = block.header().column(key);
        if (held != null) {
            rowsWithMore.andNot(rows(held, block.dictionary(held).matching(value -> true, true)));
        }
        return rowsWithMore;
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

    private static BitSet ints(int[] numbers, IntPredicate test) {
        BitSet found = new BitSet(numbers.length);
        for (int row = 0; row < numbers.length; row++) {
            found.set(row, test.test(numbers[row]));
        }
        return found;
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
