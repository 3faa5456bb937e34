// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import static dapper.bootstrap.CapturedSpans.root;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTest {
    private static final AttributeKey A = AttributeKey.of("a");
    private static final AttributeKey B = AttributeKey.of("b");

    SpanTest() {
        CapturedSpans.install();
    }

    private static List<Object> attributes(Span span) {
        return Arrays.asList(Arrays.copyOf(span.attributes(), span.attributesLength()));
    }

    @Test
    void keepsAttributesOfEveryTypeInOrder() {
        String[] array = {"x", "y"};
        Span span = root("root")
                .set(A, "text")
                .set(B, 70_000)
                .set(AttributeKey.of("c"), true)
                .set(AttributeKey.of("d"), 0.5)
                .set(AttributeKey.of("e"), array);

        assertThat(attributes(span))
                .containsExactly(
                        A,
                        "text",
                        B,
                        70_000L,
                        AttributeKey.of("c"),
                        true,
                        AttributeKey.of("d"),
                        0.5,
                        AttributeKey.of("e"),
                        array);
    }

    @Test
    void replacesTheValueOfAKeyThatIsSetAgain() {
        assertThat(attributes(root("root").set(A, 1).set(B, 2).set(A, "three"))).containsExactly(A, "three", B, 2L);
    }

    @Test
    void ignoresNullStrings() {
        Span span = root("root").set(A, (String) null).setBounded(B, null);

        assertThat(span.attributesLength()).isZero();
        assertThat(span.droppedAttributes()).isZero();
    }

    @Test
    void cutsStringsAtTheLimit() {
        CapturedSpans.install(new FixedSampler(0, true), new Limits(4, 3, 2, 2));
        Span span = root("a long name").set(A, "12345").set(B, new String[] {"1", "23456", "2", "3"});

        assertThat(span.name()).isEqualTo("a lo");
        assertThat(span.attributes()[1]).isEqualTo("1234");
        assertThat((String[]) span.attributes()[3]).containsExactly("1", "2345", "2");
        assertThat(span.name("another").name()).isEqualTo("anot");
    }

    @Test
    void cutsNoCharacterInHalf() {
        assertThat(Limits.cut("abc\uD83D\uDE00", 4)).isEqualTo("abc");
        assertThat(Limits.cut("abc\uD83D\uDE00", 5)).isEqualTo("abc\uD83D\uDE00");
    }

    @Test
    void leavesTextsAloneWhoseMakerBoundsThem() {
        String query = "q".repeat(4_096);

        assertThat(root("root").setBounded(A, query).attributes()[1]).isSameAs(query);
    }

    @Test
    void countsAttributesBeyondTheLimitAndStillReplaces() {
        Span span = root("root");
        for (int i = 0; i < 130; i++) {
            span.set(AttributeKey.of("key-" + i), i);
        }
        span.set(AttributeKey.of("key-0"), "replaced");

        assertThat(span.attributesLength()).isEqualTo(2 * 128);
        assertThat(span.droppedAttributes()).isEqualTo(2);
        assertThat(span.attributes()[1]).isEqualTo("replaced");
    }

    @Test
    void countsEventsBeyondTheLimit() {
        Span span = root("root");
        for (int i = 0; i < 130; i++) {
            span.event("event-" + i);
        }

        List<String> names = new ArrayList<>();
        for (SpanEvent event = span.lastEvent(); event != null; event = event.next()) {
            names.add(event.name());
        }
        assertThat(names).hasSize(128).startsWith("event-127").endsWith("event-0");
        assertThat(span.droppedEvents()).isEqualTo(2);
    }

    @Test
    void recordsAnExceptionAsTheConventionsSay() {
        Span span = root("root").error(new IllegalStateException("no stock"));

        assertThat(span.isError()).isTrue();
        assertThat(span.statusDescription()).isEqualTo("no stock");
        assertThat(attributes(span)).containsExactly(AttributeKey.of("error.type"), "java.lang.IllegalStateException");
        SpanEvent event = span.lastEvent();
        assertThat(event.name()).isEqualTo("exception");
        assertThat(event.attributes())
                .hasSize(6)
                .startsWith(
                        AttributeKey.of("exception.type"),
                        "java.lang.IllegalStateException",
                        AttributeKey.of("exception.message"),
                        "no stock",
                        AttributeKey.of("exception.stacktrace"));
        assertThat((String) event.attributes()[5])
                .startsWith("java.lang.IllegalStateException: no stock")
                .contains("SpanTest.recordsAnExceptionAsTheConventionsSay");
    }

    @Test
    void keepsTheFirstErrorType() {
        Span span = root("root").error("500").error(new IllegalStateException());

        assertThat(attributes(span)).containsExactly(AttributeKey.of("error.type"), "500");
        assertThat(span.statusDescription()).isNull();
        assertThat(span.lastEvent().attributes()).hasSize(4);
    }

    @Test
    void boundsStackTraces() {
        Throwable endless = new IllegalStateException("m".repeat(100_000), new RuntimeException("cause"));

        String stack = StackTraces.text(endless, 8_192);

        assertThat(stack).hasSize(8_192).startsWith("java.lang.IllegalStateException: mmm");
    }

    @Test
    void outlivesExceptionsThatThrowThemselves() {
        Span span = root("root").error(new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("in getMessage");
            }

            @Override
            public void printStackTrace(PrintWriter out) {
                throw new IllegalStateException("in printStackTrace");
            }
        });

        assertThat(span.isError()).isTrue();
        assertThat(span.statusDescription()).isNull();
        assertThat(span.lastEvent().name()).isEqualTo("exception");
    }

    @Test
    void cannotBeChangedOnceEnded() {
        Span span = root("root").set(A, 1);
        span.end();

        span.set(A, 2).set(B, 3).name("other").event("late").error("late").error(new RuntimeException("late"));

        assertThat(span.name()).isEqualTo("root");
        assertThat(attributes(span)).containsExactly(A, 1L);
        assertThat(span.lastEvent()).isNull();
        assertThat(span.isError()).isFalse();
        assertThat(span.statusDescription()).isNull();
        assertThat(span.droppedAttributes()).isZero();
    }

    @Test
    void boxesRepeatedNumbersOnce() {
        Object port = root("root").set(A, 54_321).attributes()[1];

        assertThat(root("root").set(A, 54_321).attributes()[1])
                .isEqualTo(54_321L)
                .isSameAs(port);
        assertThat(Longs.box(-1)).isEqualTo(-1L);
        assertThat(Longs.box(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
        assertThat(Longs.box(54_321 + 64)).isEqualTo(54_385L);
        assertThat(Longs.box(1_023)).isEqualTo(1_023L);
        assertThat(Longs.box(1_024)).isEqualTo(1_024L);
    }

    @Test
    void hasOneKeyPerName() {
        assertThat(AttributeKey.of("a")).isSameAs(A);
        assertThat(A.utf8()).containsExactly('a');
        assertThat(A).hasToString("a");
    }
}
