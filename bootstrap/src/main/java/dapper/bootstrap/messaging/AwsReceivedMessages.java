// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one answer of SQS as the application gets them, as modifiable as the list of the SDK: the first loop
 * over them makes calls. Later ones, for example to delete all messages at once, and streams, which mostly convert
 * messages, do not.
 */
public final class AwsReceivedMessages<T> extends LoopList<T> {
    /** One answer. */
    public static final class Receipt<T> {
        private final AwsDestination<T> queue;
        private final AtomicBoolean looped = new AtomicBoolean();

        public Receipt(AwsDestination<T> queue) {
            this.queue = queue;
        }

        private boolean isFirstLoop() {
            return !looped.get() && looped.compareAndSet(false, true);
        }
    }

    private final List<T> plain;
    private final Receipt<T> receipt;

    public AwsReceivedMessages(List<T> plain, Receipt<T> receipt) {
        super(plain, receipt.queue);
        this.plain = plain;
        this.receipt = receipt;
    }

    @Override
    public Iterator<T> iterator() {
        return receipt.isFirstLoop() ? super.iterator() : plain.iterator();
    }

    @Override
    public void forEach(Consumer<? super T> action) {
        if (receipt.isFirstLoop()) {
            super.forEach(action);
        } else {
            plain.forEach(action);
        }
    }

    @Override
    public Spliterator<T> spliterator() {
        return plain.spliterator();
    }

    @Override
    public List<T> subList(int from, int to) {
        return new AwsReceivedMessages<>(plain.subList(from, to), receipt);
    }

    @Override
    public T set(int index, T message) {
        return plain.set(index, message);
    }

    @Override
    public void add(int index, T message) {
        plain.add(index, message);
    }

    @Override
    public T remove(int index) {
        return plain.remove(index);
    }

    @Override
    public boolean remove(@Nullable Object message) {
        return plain.remove(message);
    }

    @Override
    public boolean removeAll(Collection<?> messages) {
        return plain.removeAll(messages);
    }

    @Override
    public boolean retainAll(Collection<?> messages) {
        return plain.retainAll(messages);
    }

    @Override
    public void clear() {
        plain.clear();
    }
}
