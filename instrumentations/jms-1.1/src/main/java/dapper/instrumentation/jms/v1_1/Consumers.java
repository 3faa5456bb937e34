// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.ProcessCall;
import javax.jms.Message;
import org.jspecify.annotations.Nullable;

/** The messages that consumers return to the application, and those that it gets as a listener. */
public final class Consumers {
    /** A consumer of the running thread waits for a message: one that it calls for it makes no call of its own. */
    private static final ThreadLocal<boolean[]> RECEIVING = ThreadLocal.withInitial(() -> new boolean[1]);

    private Consumers() {}

    /** Returns {@link System#nanoTime()}, or 0 for a consumer within another. */
    public static long beginReceive() {
        boolean[] receiving = RECEIVING.get();
        if (receiving[0]) {
            return 0;
        }
        long startTicks = System.nanoTime();
        receiving[0] = true;
        return startTicks == 0 ? 1 : startTicks;
    }

    /** @param message null if none came */
    public static void endReceive(long startTicks, @Nullable Message message) {
        RECEIVING.get()[0] = false;
        if (message != null) {
            Call call = new Call();
            JmsMessage received = JmsMessage.received(message);
            if (JmsGetter.CALLS.startReceive(call, received, received, startTicks)) {
                JmsGetter.CALLS.end(call, null, null);
            }
        }
    }

    /** Returns null if there is nothing to do at the end. */
    public static @Nullable ProcessCall startProcess(@Nullable Message message) {
        if (message == null || ProcessCall.isProcessing(message)) {
            return null;
        }
        ProcessCall call = new ProcessCall(message);
        JmsMessage received = JmsMessage.received(message);
        return JmsGetter.CALLS.startProcess(call, received, received) ? call : null;
    }

    public static void endProcess(ProcessCall call, @Nullable Throwable thrown) {
        JmsGetter.CALLS.end(call, null, thrown);
    }
}
