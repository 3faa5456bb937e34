// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes one call of each record: from {@link #next} to the next use of the iterator. */
final class LoopIterator<T extends ConsumerRecord<?, ?>> implements Iterator<T> {
    private final Iterator<T> delegate;
    private final Loop loop;

    LoopIterator(Iterator<T> delegate, KafkaClient client) {
        this.delegate = delegate;
        this.loop = new Loop(client);
    }

    @Override
    public boolean hasNext() {
        loop.end(null);
        return delegate.hasNext();
    }

    @Override
    public T next() {
        loop.end(null);
        T record = delegate.next();
        loop.begin(record);
        return record;
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
