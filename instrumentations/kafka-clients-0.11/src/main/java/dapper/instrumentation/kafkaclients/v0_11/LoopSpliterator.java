// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import java.util.Comparator;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A stream of records: the call of each record lasts while the stream works on it, on any thread. */
final class LoopSpliterator<T extends ConsumerRecord<?, ?>> implements Spliterator<T> {
    private final Spliterator<T> delegate;
    private final KafkaClient client;
    private final Loop loop;

    LoopSpliterator(Spliterator<T> delegate, KafkaClient client) {
        this.delegate = delegate;
        this.client = client;
        this.loop = new Loop(client);
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
        return split == null ? null : new LoopSpliterator<>(split, client);
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
