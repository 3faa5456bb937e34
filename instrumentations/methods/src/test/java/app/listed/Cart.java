// SPDX-License-Identifier: Apache-2.0
package app.listed;

import io.opentelemetry.instrumentation.annotations.WithSpan;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Of a package of which all methods are listed. */
public class Cart implements Supplier<Integer> {
    private final int size;

    public Cart(int size) {
        this.size = size;
    }

    public int size() {
        return size;
    }

    public static Cart empty() {
        return new Cart(0);
    }

    /** The compiler makes a bridge method. */
    @Override
    public Integer get() {
        return size;
    }

    /** The compiler makes a method of the lambda. */
    public long positive(List<Integer> numbers) {
        return numbers.stream().filter(number -> number > 0).count();
    }

    public CompletableFuture<String> later(CompletableFuture<String> result) {
        return result;
    }

    public void fail() {
        throw new IllegalArgumentException("empty");
    }

    /** Has both: is listed and annotated. */
    @WithSpan("add it")
    public void add() {}

    /** Has no code. */
    public native void unknown();
}
