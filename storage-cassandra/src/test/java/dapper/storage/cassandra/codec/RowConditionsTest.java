// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.Span;
import dapper.storage.predicate.Comparison;
import dapper.storage.predicate.FewSpans;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Field.Intrinsic;
import dapper.storage.predicate.NaivePredicate;
import dapper.storage.predicate.Predicate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowConditionsTest {
    private static final int TESTS = 200_000;
    private static final Predicate FRONT = Predicate.equal(Field.SERVICE, "front");
    private static final Predicate GET = Predicate.equal(Intrinsic.NAME, "GET");
    private static final Predicate TAG = Predicate.equal(Field.span("a"), 5.0);

    @Test
    void holdForEverySpanThatMeetsThePredicate() {
        FewSpans few = new FewSpans(20261127);
        int restricted = 0;
        for (int i = 0; i < TESTS; i++) {
            Predicate predicate = few.predicate();
            Span span = few.span();
            RowConditions conditions = RowConditions.of(predicate);
            if (!conditions.equals(RowConditions.NONE) && NaivePredicate.holds(predicate, span)) {
                restricted++;
                assertThat(holds(conditions, span))
                        .as("%s of %s for %s", conditions, predicate, span)
                        .isTrue();
            }
        }
        assertThat(restricted).isGreaterThan(TESTS / 250);
    }

    private static boolean holds(RowConditions wanted, Span span) {
        return (wanted.service() == null || wanted.service().equals(span.serviceName()))
                && (wanted.operation() == null || wanted.operation().equals(span.name()))
                && wanted.minDurationNanos() <= span.durationNanos()
                && wanted.maxDurationNanos() >= span.durationNanos()
                && (wanted.error() == null || wanted.error() == span.status().isError())
                && wanted.tags().entrySet().stream()
                        .allMatch(tag -> span.attributes().has(tag.getKey(), tag.getValue())
                                || span.resource().attributes().has(tag.getKey(), tag.getValue()));
    }

    @Test
    void areTheEqualitiesAndBoundsOfAllParts() {
        Predicate slow = new Predicate.Compare(Intrinsic.DURATION, Comparison.GREATER, 7.5);
        Predicate failed = Predicate.equal(Intrinsic.STATUS, 2L);

        assertThat(RowConditions.of(Predicate.and(FRONT, GET, TAG, slow, failed)))
                .isEqualTo(new RowConditions("front", "GET", Map.of("a", "5"), 7, Long.MAX_VALUE, true));
    }

    @Test
    void areWhatAllAlternativesHaveInCommon() {
        Predicate quick = new Predicate.Compare(Intrinsic.DURATION, Comparison.LESS_OR_EQUAL, 9L);
        Predicate quicker = new Predicate.Compare(Intrinsic.DURATION, Comparison.EQUAL, 3L);

        assertThat(RowConditions.of(Predicate.or(Predicate.and(FRONT, TAG, quick), Predicate.and(TAG, quicker, GET))))
                .isEqualTo(new RowConditions(null, null, Map.of("a", "5"), 0, 9, null));
        assertThat(RowConditions.of(Predicate.or(FRONT, Predicate.not(GET)))).isEqualTo(RowConditions.NONE);
    }
}
