// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import dapper.bootstrap.call.ProcessCall;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.messaging.LoopList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;

/**
 * The messages of one answer as the application gets them: the first loop over them makes calls. Later ones, for example
 * to delete all messages at once, and streams, which mostly convert messages, do not.
 */
public final class ReceivedMessages extends LoopList<SdkPojo> {
    /** Of one answer. */
    private static final class Source {
        final Destination queue;
        final AtomicBoolean looped = new AtomicBoolean();

        Source(Destination queue) {
            this.queue = queue;
        }
    }

    /** By the first message: the SDK may copy the answer, but not its messages, for the application. */
    private static final WeakIdentityMap<Source> ANSWERS = new WeakIdentityMap<>();

    private final List<SdkPojo> plain;
    private final Source source;

    private ReceivedMessages(List<SdkPojo> plain, Source source) {
        super(plain, source.queue);
        this.plain = plain;
        this.source = source;
    }

    /** Called when all interceptors, some of which loop over messages, have seen an answer of any service. */
    public static void answered(Context.AfterExecution context, ExecutionAttributes attributes) {
        ApiCall call = ApiCall.of(attributes);
        if (call instanceof ReceiveCall && !ProcessCall.isSuspended()) {
            List<SdkPojo> messages = Field.MESSAGES.list(context.response());
            if (!messages.isEmpty()) {
                ANSWERS.put(messages.get(0), new Source(((ReceiveCall) call).destination));
            }
        }
    }

    /** @param messages of the answer */
    @SuppressWarnings("unchecked") // the SDK's own generic types
    public static List<?> of(List<?> messages) {
        Source source = messages.isEmpty() ? null : ANSWERS.get(messages.get(0));
        return source == null ? messages : new ReceivedMessages((List<SdkPojo>) messages, source);
    }

    private boolean isFirst() {
        return !source.looped.get() && source.looped.compareAndSet(false, true);
    }

    @Override
    public Iterator<SdkPojo> iterator() {
        return isFirst() ? super.iterator() : plain.iterator();
    }

    @Override
    public void forEach(Consumer<? super SdkPojo> action) {
        if (isFirst()) {
            super.forEach(action);
        } else {
            plain.forEach(action);
        }
    }

    @Override
    public Spliterator<SdkPojo> spliterator() {
        return plain.spliterator();
    }

    @Override
    public List<SdkPojo> subList(int from, int to) {
        return new ReceivedMessages(plain.subList(from, to), source);
    }
}
