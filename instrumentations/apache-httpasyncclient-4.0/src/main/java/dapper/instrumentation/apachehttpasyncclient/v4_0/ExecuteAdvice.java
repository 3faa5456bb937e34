// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpasyncclient.v4_0;

import net.bytebuddy.asm.Advice;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;
import org.jspecify.annotations.Nullable;

/** Woven into {@code execute}; decorates the objects that the application passed to the client. */
final class ExecuteAdvice {
    private ExecuteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable AsyncCall enter(
            @Advice.Argument(value = 0, readOnly = false) HttpAsyncRequestProducer producer,
            @Advice.Argument(value = 1, readOnly = false) HttpAsyncResponseConsumer<?> consumer,
            @Advice.Argument(value = 3, readOnly = false) FutureCallback<?> callback) {
        if (producer == null || consumer == null) {
            return null; // the client will throw
        }
        AsyncCall call = new AsyncCall();
        producer = new CallingProducer(producer, call);
        consumer = new CallingConsumer<>(consumer, call);
        callback = new CallingCallback<>(callback, call);
        return call;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable AsyncCall call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null && thrown != null) {
            call.end(null, thrown);
        }
    }
}
