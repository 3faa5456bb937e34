// SPDX-License-Identifier: Apache-2.0
package dapper.storage.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.Span;
import org.junit.jupiter.api.Test;

class PredicateTest {
    private static final int TESTS = 100_000;
    private static final Predicate A = Predicate.equal(Field.any("a"), 1L);
    private static final Predicate B = new Predicate.Present(Field.span("b"));

    @Test
    void holdsForTheSameSpansAsTheNaiveEvaluation() {
        FewSpans few = new FewSpans(20261127);
        int held = 0;
        for (int i = 0; i < TESTS; i++) {
            Predicate predicate = few.predicate();
            Span span = few.span();
            boolean expected = NaivePredicate.holds(predicate, span);
            assertThat(SpanMatcher.of(predicate).matches(span))
                    .as("%s of %s", predicate, span)
                    .isEqualTo(expected);
            held += expected ? 1 : 0;
        }
        assertThat(held).isBetween(TESTS / 10, TESTS * 9 / 10);
    }

    @Test
    void isMadeInItsSimplestForm() {
        assertThat(Predicate.and()).isEqualTo(Predicate.ALL);
        assertThat(Predicate.or()).isEqualTo(Predicate.NONE);
        assertThat(Predicate.and(A, Predicate.ALL, A)).isEqualTo(A);
        assertThat(Predicate.and(A, Predicate.NONE)).isEqualTo(Predicate.NONE);
        assertThat(Predicate.or(A, Predicate.NONE, A)).isEqualTo(A);
        assertThat(Predicate.or(A, Predicate.ALL)).isEqualTo(Predicate.ALL);
        assertThat(Predicate.and(A, Predicate.and(B, A))).isEqualTo(Predicate.and(A, B));
        assertThat(Predicate.or(Predicate.or(A, B), B)).isEqualTo(Predicate.or(A, B));
        assertThat(Predicate.not(Predicate.not(A))).isEqualTo(A);
        assertThat(Predicate.not(Predicate.ALL)).isEqualTo(Predicate.NONE);
        assertThat(Predicate.not(Predicate.NONE)).isEqualTo(Predicate.ALL);
    }

    /** A cursor belongs to one text. */
    @Test
    void differsAsTextWhereItDiffers() {
        Field field = Field.any("a");

        assertThat(Predicate.equal(field, "1"))
                .doesNotHaveToString(Predicate.equal(field, 1L).toString());
        assertThat(Predicate.equal(field, 1.0))
                .doesNotHaveToString(Predicate.equal(field, 1L).toString());
        assertThat(Predicate.equal(field, "a"))
                .doesNotHaveToString(Predicate.equal(Field.span("a"), "a").toString());
    }
}
