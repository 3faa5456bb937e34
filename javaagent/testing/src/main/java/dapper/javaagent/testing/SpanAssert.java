// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import dapper.bootstrap.SpanKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** Checks one span; only the mentioned properties are checked, except by {@link #hasExactlyAttributes}. */
public final class SpanAssert extends AbstractAssert<SpanAssert, RecordedSpan> {
    private SpanAssert(RecordedSpan span) {
        super(span, SpanAssert.class);
    }

    public static SpanAssert assertThat(RecordedSpan span) {
        return new SpanAssert(span);
    }

    public SpanAssert hasName(String name) {
        return same("name", actual.name(), name);
    }

    public SpanAssert hasKind(SpanKind kind) {
        return same("kind", actual.kind(), kind);
    }

    /** The span begins its trace. */
    public SpanAssert isRoot() {
        return same("parent span id", actual.parentSpanId(), "");
    }

    /** A span of this process is the parent. */
    public SpanAssert isChildOf(RecordedSpan parent) {
        same("trace id", actual.traceId(), parent.traceId());
        return same("parent span id", actual.parentSpanId(), parent.spanId());
    }

    /** The parent came with a traceparent header. */
    public SpanAssert hasRemoteParent(String traceId, String spanId) {
        same("remote parent", actual.remoteParent(), true);
        same("trace id", actual.traceId(), traceId);
        return same("parent span id", actual.parentSpanId(), spanId);
    }

    /**
     * All attributes and no others, given as key, value, key, value. A value may be a {@link Predicate}; an int counts
     * as the long it is stored as.
     */
    public SpanAssert hasExactlyAttributes(Object... keysAndValues) {
        Map<String, Object> expected = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            expected.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return hasExactlyAttributes(expected);
    }

    /** Like the other, with a map. */
    public SpanAssert hasExactlyAttributes(Map<String, ?> expected) {
        Map<String, Object> matched = new LinkedHashMap<>();
        expected.forEach((key, value) ->
                matched.put(key, expectedValue(actual.attributes().get(key), value)));
        Assertions.assertThat(actual.attributes())
                .as("attributes of %s", actual.name())
                .containsExactlyInAnyOrderEntriesOf(matched);
        return this;
    }

    public SpanAssert hasAttribute(String key, Object value) {
        Object found = actual.attributes().get(key);
        return same("attribute " + key, String.valueOf(found), String.valueOf(expectedValue(found, value)));
    }

    public SpanAssert hasNoAttribute(String key) {
        Assertions.assertThat(actual.attributes())
                .as("attributes of %s", actual.name())
                .doesNotContainKey(key);
        return this;
    }

    /** Replaces a predicate that holds by the value itself, and one that fails by a value that nothing equals. */
    @SuppressWarnings("unchecked")
    private static Object expectedValue(@org.jspecify.annotations.Nullable Object found, Object expected) {
        if (expected instanceof Predicate<?> predicate) {
            boolean holds = found != null && ((Predicate<Object>) predicate).test(found);
            return holds && found != null ? found : "a value that fulfils the predicate";
        }
        return expected instanceof Integer number ? number.longValue() : expected;
    }

    /** The span failed, with this {@code error.type}. */
    public SpanAssert hasError(String errorType) {
        same("error", actual.error(), true);
        return hasAttribute("error.type", errorType);
    }

    /** The span failed with this exception: type, status description and one exception event. */
    public SpanAssert hasException(Class<? extends Throwable> type, String message) {
        hasError(type.getName());
        same("status description", String.valueOf(actual.statusDescription()), message);
        Assertions.assertThat(actual.events()).as("events of %s", actual.name()).anySatisfy(event -> {
            Assertions.assertThat(event.name()).isEqualTo("exception");
            Assertions.assertThat(event.attributes())
                    .containsEntry("exception.type", type.getName())
                    .containsEntry("exception.message", message)
                    .containsKey("exception.stacktrace");
        });
        return this;
    }

    public SpanAssert hasNoError() {
        same("error", actual.error(), false);
        return hasNoAttribute("error.type");
    }

    /** The span refers to these, in this order, and to no others. */
    public SpanAssert hasLinksTo(RecordedSpan... targets) {
        Assertions.assertThat(actual.links())
                .as("links of %s", actual.name())
                .isEqualTo(Arrays.stream(targets)
                        .map(target -> target.traceId() + '-' + target.spanId())
                        .toList());
        return this;
    }

    public SpanAssert hasNoEvents() {
        Assertions.assertThat(actual.events()).as("events of %s", actual.name()).isEmpty();
        return this;
    }

    private SpanAssert same(String what, Object found, Object expected) {
        Assertions.assertThat(found).as("%s of %s", what, actual).isEqualTo(expected);
        return this;
    }
}
