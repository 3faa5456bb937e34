// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import dapper.storage.TraceQuery;
import dapper.storage.predicate.Comparison;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Field.Intrinsic;
import dapper.storage.predicate.Predicate;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Builds a search around {@link Spans#EPOCH}; a test sets only the parts that matter to it. */
final class Searching {
    private static final long DAY = TimeUnit.DAYS.toNanos(1);
    private static final long ERROR = 2;

    private Predicate predicate;
    private int limit = 20;

    /** @param service null for any */
    Searching(@Nullable String service) {
        this.predicate = service == null ? Predicate.ALL : Predicate.equal(Field.SERVICE, service);
    }

    Searching where(Predicate condition) {
        predicate = Predicate.and(predicate, condition);
        return this;
    }

    Searching operation(String name) {
        return where(Predicate.equal(Intrinsic.NAME, name));
    }

    Searching tag(String key, Object value) {
        return where(Predicate.equal(Field.any(key), value));
    }

    Searching error(boolean error) {
        return where(new Predicate.Compare(Intrinsic.STATUS, error ? Comparison.EQUAL : Comparison.NOT_EQUAL, ERROR));
    }

    Searching durations(long shortest, long longest) {
        return where(new Predicate.Compare(Intrinsic.DURATION, Comparison.GREATER_OR_EQUAL, shortest))
                .where(new Predicate.Compare(Intrinsic.DURATION, Comparison.LESS_OR_EQUAL, longest));
    }

    Searching limit(int traces) {
        limit = traces;
        return this;
    }

    TraceQuery build(@Nullable String cursor) {
        return TraceQuery.between(Spans.EPOCH - DAY, Spans.EPOCH + DAY)
                .where(predicate)
                .withLimit(limit)
                .withCursor(cursor);
    }
}
