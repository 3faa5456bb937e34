// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.cassandra.block.BlockHeader.Contents;
import dapper.storage.predicate.Comparison;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Field.Attribute;
import dapper.storage.predicate.Field.Intrinsic;
import dapper.storage.predicate.Field.Owner;
import dapper.storage.predicate.Predicate;

/** Decides by the header alone whether a block may hold a match. */
final class HeaderFilter {
    static final String SERVICE_NAME = "service.name";

    private final BlockHeader header;
    private final Contents contents;

    HeaderFilter(BlockHeader header) {
        this.header = header;
        this.contents = header.contents();
    }

    boolean mayMatch(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return and.predicates().stream().allMatch(this::mayMatch);
        }
        if (predicate instanceof Predicate.Or or) {
            return or.predicates().stream().anyMatch(this::mayMatch);
        }
        if (predicate instanceof Predicate.Compare compare) {
            return mayHold(compare.field(), compare.comparison(), compare.operand());
        }
        if (predicate instanceof Predicate.Matches matches) {
            return mayBePresent(matches.field());
        }
        if (predicate instanceof Predicate.Present present) {
            return mayBePresent(present.field());
        }
        // Nothing in a header excludes what a negation accepts.
        return true;
    }

    private boolean mayBePresent(Field field) {
        return !(field instanceof Attribute attribute)
                || attribute.owner() != Owner.SPAN
                || header.column(ColumnKey.span(attribute.key())) != null
                || header.column(ColumnKey.MORE) != null;
    }

    private boolean mayHold(Field field, Comparison comparison, Object operand) {
        if (field instanceof Attribute attribute) {
            return switch (attribute.owner()) {
                case SPAN -> column(ColumnKey.span(attribute.key()), comparison, operand);
                case RESOURCE -> resource(attribute.key(), comparison, operand);
                case ANY ->
                    column(ColumnKey.span(attribute.key()), comparison, operand)
                            || resource(attribute.key(), comparison, operand);
                case SCOPE -> true;
            };
        }
        return switch ((Intrinsic) field) {
            case START -> !(operand instanceof Long start) || startMay(comparison, start);
            case DURATION -> !(operand instanceof Long duration) || durationMay(comparison, duration);
            case SCOPE_NAME, SCOPE_VERSION, TRACE_ID, SPAN_ID, PARENT_ID -> true;
            case NAME, KIND, STATUS, STATUS_MESSAGE, TRACE_STATE ->
                column(Block.column((Intrinsic) field), comparison, operand);
        };
    }

    private boolean column(ColumnKey key, Comparison comparison, Object operand) {
        ColumnEntry column = header.column(key);
        if (key.place() == ColumnKey.Place.SPAN && header.column(ColumnKey.MORE) != null) {
            return true;
        }
        if (column == null) {
            return false;
        }
        return !(operand instanceof Number number) || column.mayHoldNumber(comparison, number.doubleValue());
    }

    private boolean resource(String key, Comparison comparison, Object operand) {
        if (key.equals(SERVICE_NAME) && comparison == Comparison.EQUAL && operand instanceof String name) {
            return contents.moreServices() || contents.services().contains(name);
        }
        return true;
    }

    private boolean startMay(Comparison comparison, long start) {
        int least = Long.compare(contents.leastStart(), start);
        int greatest = Long.compare(contents.greatestStart(), start);
        return bounds(comparison, least, greatest);
    }

    private boolean durationMay(Comparison comparison, long duration) {
        int least = Long.compare(contents.leastDuration(), duration);
        int greatest = Long.compare(contents.greatestDuration(), duration);
        return bounds(comparison, least, greatest);
    }

    private static boolean bounds(Comparison comparison, int least, int greatest) {
        return switch (comparison) {
            case EQUAL -> least <= 0 && greatest >= 0;
            case NOT_EQUAL -> least != 0 || greatest != 0;
            case LESS, LESS_OR_EQUAL -> comparison.holds(least);
            case GREATER, GREATER_OR_EQUAL -> comparison.holds(greatest);
        };
    }
}
