// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

import java.util.Iterator;
import java.util.function.Consumer;

/** Messages over which the application can loop, and no more. */
public final class LoopIterable<T> implements Iterable<T> {
    private final Iterable<T> delegate;
    private final LoopCalls<? super T> calls;

    public LoopIterable(Iterable<T> delegate, LoopCalls<? super T> calls) {
        this.delegate = delegate;
        this.calls = calls;
    }

    @Override
    public Iterator<T> iterator() {
        return new LoopIterator<>(delegate.iterator(), calls);
    }

    @Override
    public void forEach(Consumer<? super T> action) {
        delegate.forEach(new Loop<T>(calls).around(action));
    }
}
