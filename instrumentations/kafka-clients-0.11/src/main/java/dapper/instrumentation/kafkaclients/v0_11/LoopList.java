// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition, as unmodifiable as the library's list. Loops make calls; an access by index, a copy and
 * a search make none, so every method that {@link AbstractList} builds on its iterator is passed on.
 */
final class LoopList<T extends ConsumerRecord<?, ?>> extends AbstractList<T> implements RandomAccess {
    private final List<T> delegate;
    private final KafkaClient client;

    LoopList(List<T> delegate, KafkaClient client) {
        this.delegate = delegate;
        this.client = client;
    }

    @Override
    public Iterator<T> iterator() {
        return new LoopIterator<>(delegate.iterator(), client);
    }

    @Override
    public void forEach(Consumer<? super T> action) {
        delegate.forEach(new Loop(client).around(action));
    }

    @Override
    public Spliterator<T> spliterator() {
        return new LoopSpliterator<>(delegate.spliterator(), client);
    }

    @Override
    public List<T> subList(int from, int to) {
        return new LoopList<>(delegate.subList(from, to), client);
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
    public boolean contains(@Nullable Object record) {
        return delegate.contains(record);
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
        return delegate.equals(other);
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
