// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A library's list of messages, as unmodifiable as that. Loops make calls; an access by index, a copy and
 * a search make none, so every method that {@link AbstractList} builds on its iterator is passed on.
 */
public class LoopList<T> extends AbstractList<T> implements RandomAccess {
    private final List<T> delegate;
    private final LoopCalls<? super T> calls;

    public LoopList(List<T> delegate, LoopCalls<? super T> calls) {
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

    @Override
    public Spliterator<T> spliterator() {
        return new LoopSpliterator<>(delegate.spliterator(), calls);
    }

    @Override
    public List<T> subList(int from, int to) {
        return new LoopList<>(delegate.subList(from, to), calls);
    }

    @Override
    public T get(int index) {
        return delegate.get(index);
    }

    @Override
    public int size() {
        return delegate.size();
    }

    @Override
    public boolean contains(@Nullable Object message) {
        return delegate.contains(message);
    }

    @Override
    public Object[] toArray() {
        return delegate.toArray();
    }

    @Override
    public <A> A[] toArray(A[] array) {
        return delegate.toArray(array);
    }

    @Override
    public boolean removeIf(Predicate<? super T> filter) {
        return delegate.removeIf(filter);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return delegate.equals(other instanceof LoopList ? ((LoopList<?>) other).delegate : other); // no loop
    }

    @Override
    public int hashCode() {
        return delegate.hashCode();
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
