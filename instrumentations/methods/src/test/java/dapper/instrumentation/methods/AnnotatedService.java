// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

class AnnotatedService implements Function<String, Integer> {
    @WithSpan
    int plain() {
        return 42;
    }

    @WithSpan(value = "send it", kind = SpanKind.PRODUCER)
    void named() {}

    @WithSpan
    String attributes(
            @SpanAttribute("text") String text,
            @SpanAttribute("number") int number,
            @SpanAttribute("ratio") float ratio,
            @SpanAttribute("flag") boolean flag,
            @SpanAttribute("numbers") long[] numbers,
            @SpanAttribute("list") List<String> list,
            @SpanAttribute("null") Object none,
            @SpanAttribute("failing") Object failing,
            String hidden,
            @SpanAttribute String withoutName) {
        return text + hidden;
    }

    @WithSpan
    static long staticAttribute(long first, @SpanAttribute("second") double second) {
        return first + (long) second;
    }

    @WithSpan
    void failing() {
        throw new IllegalStateException("no");
    }

    @WithSpan
    void outer() {
        plain();
    }

    @WithSpan
    CompletableFuture<String> future(CompletableFuture<String> future) {
        return future;
    }

    @WithSpan
    CompletionStage<String> stage(@SpanAttribute("argument") CompletionStage<String> stage) {
        return stage;
    }

    @WithSpan
    static void ofType() {}

    /** The compiler makes a bridge method with the same annotation. */
    @Override
    @WithSpan
    public Integer apply(String text) {
        return hidden(text);
    }

    @WithSpan
    private int hidden(String text) {
        return text.length();
    }

    @WithSpan
    final <T extends Comparable<T>> T generic(T value) {
        return value;
    }

    /** Excluded by the settings of the tests: see the pom. */
    @WithSpan
    void excluded() {}

    void unannotated() {}

    static final class Nested {
        @WithSpan
        void run() {}
    }
}
