// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import dapper.bootstrap.call.Call;
import io.nats.client.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The messages that subscriptions return to the application. */
public final class Receipts {
    /** The running thread waits for messages: methods that are called for it make no calls of their own. */
    private static final ThreadLocal<boolean[]> RECEIVING = ThreadLocal.withInitial(() -> new boolean[1]);

    private Receipts() {}

    /** Returns {@link System#nanoTime()}, or 0 for a method within another. */
    public static long begin() {
        boolean[] receiving = RECEIVING.get();
        if (receiving[0]) {
            return 0;
        }
        long startTicks = System.nanoTime();
        receiving[0] = true;
        return startTicks == 0 ? 1 : startTicks;
    }

    /** Returns whether the application gets the message, and not the client. */
    static boolean isOfApplication(Message message) {
        return !message.isStatusMessage() && Envelope.isOfApplication(message.getSubject());
    }

    /** @param message null if none came */
    public static void end(long startTicks, @Nullable Message message) {
        RECEIVING.get()[0] = false;
        if (message == null || !isOfApplication(message)) {
            return;
        }
        Call call = new Call();
        Envelope envelope = Envelope.received(message);
        if (NatsGetter.CALLS.startReceive(call, envelope, envelope, startTicks)) {
            NatsGetter.CALLS.end(call, null, null);
        }
    }

    /** @param messages null if the client could not ask for any */
    public static void end(long startTicks, @Nullable List<Message> messages) {
        RECEIVING.get()[0] = false;
        List<Envelope> envelopes = envelopes(messages);
        if (envelopes.isEmpty()) {
            return;
        }
        Call call = new Call();
        Envelope first = envelopes.get(0);
        if (NatsGetter.CALLS.startReceive(
                call, destination(envelopes), envelopes, envelopes.size(), first, startTicks)) {
            NatsGetter.CALLS.end(call, null, null);
        }
    }

    private static List<Envelope> envelopes(@Nullable List<Message> messages) {
        List<Envelope> envelopes = new ArrayList<>();
        if (messages != null) {
            for (Message message : messages) {
                if (isOfApplication(message)) {
                    envelopes.add(Envelope.received(message));
                }
            }
        }
        return envelopes;
    }

    /** Null if the messages have several. */
    private static @Nullable String destination(List<Envelope> envelopes) {
        String common = envelopes.get(0).lastingDestination();
        for (Envelope envelope : envelopes) {
            if (!Objects.equals(common, envelope.lastingDestination())) {
                return null;
            }
        }
        return common;
    }
}
