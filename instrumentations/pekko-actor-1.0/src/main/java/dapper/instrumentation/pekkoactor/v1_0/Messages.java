// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkoactor.v1_0;

import dapper.bootstrap.concurrent.TaskContexts;
import org.apache.pekko.dispatch.Envelope;
import org.jspecify.annotations.Nullable;

/** Puts contexts beside the envelopes of messages. */
public final class Messages {
    /**
     * Pekko's own messages. Its actors answer each other as long as a connection or a stream lives, so a context that
     * came with one of them would never end.
     */
    private static final String[] OWN = {
        "org.apache.pekko.actor.", "org.apache.pekko.http.", "org.apache.pekko.io.", "org.apache.pekko.stream."
    };

    /** Computed once per class, and collected with it. */
    private static final ClassValue<Boolean> IS_OWN = new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            for (String prefix : OWN) {
                if (type.getName().startsWith(prefix)) {
                    return Boolean.TRUE;
                }
            }
            return Boolean.FALSE;
        }
    };

    private Messages() {}

    /** Called by the thread that sends the message. */
    public static void sent(Envelope envelope, @Nullable Object message) {
        if (message != null && !IS_OWN.get(message.getClass())) {
            TaskContexts.attachWhereMade(envelope);
        }
    }
}
