// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

import java.util.Iterator;
import java.util.function.Consumer;

/** Makes one call of each message: from {@link #next} to the next use of the iterator. */
public final class LoopIterator<T> implements Iterator<T> {
    private final Iterator<T> delegate;
    private final Loop<T> loop;

    public LoopIterator(Iterator<T> delegate, LoopCalls<? super T> calls) {
        this.delegate = delegate;
        this.loop = new Loop<>(calls);
    }

    @Override
    public boolean hasNext() {
        loop.end(null);
        return delegate.hasNext();
    }

    @Override
    public T next() {
        loop.end(null);
        T message = delegate.next();
        loop.begin(message);
        return message;
    }

    @Override
    public void remove() {
        delegate.remove();
    }

    @Override
    public void forEachRemaining(Consumer<? super T> action) {
        loop.end(null);
        delegate.forEachRemaining(loop.around(action));
    }
}
