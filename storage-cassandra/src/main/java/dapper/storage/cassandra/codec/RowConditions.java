// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import dapper.storage.Attributes;
import dapper.storage.Resource;
import dapper.storage.predicate.Comparison;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Field.Attribute;
import dapper.storage.predicate.Field.Intrinsic;
import dapper.storage.predicate.Field.Owner;
import dapper.storage.predicate.Predicate;
import dapper.storage.predicate.Predicate.Compare;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a predicate that index rows of older collectors can check. Every span that meets the predicate meets
 * these conditions: a missing condition makes a search read more, a superfluous one would lose traces.
 *
 * @param service null means any
 * @param operation the span's name; null means any
 * @param tags texts of attributes of the span or its resource, see {@link Attributes#searchTexts}
 * @param minDurationNanos 0 means no lower bound
 * @param maxDurationNanos {@link Long#MAX_VALUE} means no upper bound
 * @param error true for spans with an error status, false for those without; null means any
 */
public record RowConditions(
        @Nullable String service,
        @Nullable String operation,
        Map<String, String> tags,
        long minDurationNanos,
        long maxDurationNanos,
        @Nullable Boolean error) {
    static final RowConditions NONE = new RowConditions(null, null, Map.of(), 0, Long.MAX_VALUE, null);

    /** OTLP's number of the status. */
    private static final Long ERROR = 2L;

    public static RowConditions of(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return and.predicates().stream().map(RowConditions::of).reduce(NONE, RowConditions::and);
        }
        if (predicate instanceof Predicate.Or or) {
            return or.predicates().stream()
                    .map(RowConditions::of)
                    .reduce(RowConditions::or)
                    .orElse(NONE);
        }
        return predicate instanceof Compare compare ? of(compare) : NONE;
    }

    private static RowConditions of(Compare compare) {
        if (compare.field() == Intrinsic.DURATION && compare.operand() instanceof Number number) {
            return ofDuration(compare.comparison(), number);
        }
        if (compare.field() == Intrinsic.STATUS) {
            return ofStatus(compare);
        }
        if (compare.comparison() != Comparison.EQUAL) {
            return NONE;
        }
        if (compare.field() == Intrinsic.NAME && compare.operand() instanceof String name) {
            return new RowConditions(null, name, Map.of(), 0, Long.MAX_VALUE, null);
        }
        return compare.field() instanceof Attribute attribute ? ofAttribute(attribute, compare.operand()) : NONE;
    }

    private static RowConditions ofDuration(Comparison comparison, Number number) {
        // A float may lie between two durations: both bounds leave room for one more.
        double value = number.doubleValue();
        long min = Math.max(0, number instanceof Double ? (long) Math.floor(value) : number.longValue());
        long max = Math.max(0, number instanceof Double ? (long) Math.ceil(value) : number.longValue());
        return switch (comparison) {
            case EQUAL -> new RowConditions(null, null, Map.of(), min, max, null);
            case LESS, LESS_OR_EQUAL -> new RowConditions(null, null, Map.of(), 0, max, null);
            case GREATER, GREATER_OR_EQUAL -> new RowConditions(null, null, Map.of(), min, Long.MAX_VALUE, null);
            case NOT_EQUAL -> NONE;
        };
    }

    private static RowConditions ofStatus(Compare compare) {
        boolean ofError = compare.operand().equals(ERROR);
        return switch (compare.comparison()) {
            case EQUAL -> new RowConditions(null, null, Map.of(), 0, Long.MAX_VALUE, ofError);
            case NOT_EQUAL -> ofError ? new RowConditions(null, null, Map.of(), 0, Long.MAX_VALUE, false) : NONE;
            default -> NONE;
        };
    }

    private static RowConditions ofAttribute(Attribute attribute, Object operand) {
        if (attribute.equals(Field.SERVICE)) {
            return operand instanceof String name
                    ? new RowConditions(name, null, Map.of(), 0, Long.MAX_VALUE, null)
                    : NONE;
        }
        // The name of a service without a name is no attribute. Those of scopes are not in the rows.
        boolean isIndexed = attribute.owner() != Owner.SCOPE
                && !(attribute.equals(Field.any("service.name")) && operand.equals(Resource.UNKNOWN_SERVICE));
        return isIndexed
                ? new RowConditions(
                        null, null, Map.of(attribute.key(), Attributes.searchText(operand)), 0, Long.MAX_VALUE, null)
                : NONE;
    }

    /** All conditions of both; of two that exclude each other, only one. */
    private RowConditions and(RowConditions other) {
        Map<String, String> both = new TreeMap<>(other.tags);
        both.putAll(tags);
        long min = Math.max(minDurationNanos, other.minDurationNanos);
        long max = Math.min(maxDurationNanos, other.maxDurationNanos);
        return new RowConditions(
                service == null ? other.service : service,
                operation == null ? other.operation : operation,
                both,
                min,
                Math.max(min, max),
                error == null ? other.error : error);
    }

    /** The conditions that a span meets if it meets either of both. */
    private RowConditions or(RowConditions other) {
        Map<String, String> shared = new TreeMap<>(tags);
        shared.entrySet().retainAll(other.tags.entrySet());
        return new RowConditions(
                service != null && service.equals(other.service) ? service : null,
                operation != null && operation.equals(other.operation) ? operation : null,
                shared,
                Math.min(minDurationNanos, other.minDurationNanos),
                Math.max(maxDurationNanos, other.maxDurationNanos),
                error != null && error.equals(other.error) ? error : null);
    }
}
