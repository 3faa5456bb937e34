// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

import java.util.Comparator;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream of messages: the call of each message lasts while the stream works on it, on any thread. */
final class LoopSpliterator<T> implements Spliterator<T> {
    private final Spliterator<T> delegate;
    private final LoopCalls<? super T> calls;
    private final Loop<T> loop;

    LoopSpliterator(Spliterator<T> delegate, LoopCalls<? super T> calls) {
        this.delegate = delegate;
        this.calls = calls;
        this.loop = new Loop<>(calls);
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        return delegate.tryAdvance(loop.around(action));
    }

    @Override
    public void forEachRemaining(Consumer<? super T> action) {
        delegate.forEachRemaining(loop.around(action));
    }

    @Override
    public @Nullable Spliterator<T> trySplit() {
        Spliterator<T> split = delegate.trySplit();
        return split == null ? null : new LoopSpliterator<>(split, calls);
    }

    @Override
    public long estimateSize() {
        return delegate.estimateSize();
    }

    @Override
    public int characteristics() {
        return delegate.characteristics();
    }

    @Override
    public @Nullable Comparator<? super T> getComparator() {
        return delegate.getComparator();
    }
}
