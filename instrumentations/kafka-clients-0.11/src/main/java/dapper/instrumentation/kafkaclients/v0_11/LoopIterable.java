// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The records of one topic. */
final class LoopIterable<T extends ConsumerRecord<?, ?>> implements Iterable<T> {
    private final Iterable<T> delegate;
    private final KafkaClient client;

    LoopIterable(Iterable<T> delegate, KafkaClient client) {
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
}
