// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v5_0;

import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.jspecify.annotations.Nullable;

/** Woven into the asynchronous {@code doExecute}; decorates the objects that the application passed to the client. */
final class AsyncExecuteAdvice {
    private AsyncExecuteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable AsyncCall enter(
            @Advice.Argument(0) @Nullable HttpHost target,
            @Advice.Argument(value = 1, readOnly = false) AsyncRequestProducer producer,
            @Advice.Argument(value = 2, readOnly = false) AsyncResponseConsumer<?> consumer,
            @Advice.Argument(value = 5, readOnly = false) FutureCallback<?> callback) {
        if (producer == null || consumer == null) {
            return null; // the client will throw
        }
        AsyncCall call = new AsyncCall(target);
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
