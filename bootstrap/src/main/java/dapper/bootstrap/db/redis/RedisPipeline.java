// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.redis;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The commands that a connection keeps until the application has them sent. Any thread may add one. */
public final class RedisPipeline {
    private final AtomicReference<@Nullable PipelineCall> current = new AtomicReference<>();

    /** @param name null if only an object of the application has it */
    public @Nullable RedisCall add(@Nullable String name) {
        if (Housekeeping.isRunning()) {
            return null;
        }
        PipelineCall call = current.get();
        if (call == null) {
            PipelineCall made = new PipelineCall();
            call = current.compareAndSet(null, made) ? made : current.get();
        }
        return call == null ? RedisCall.start(name) : call.add(name);
    }

    /** Begins the call, on the thread that has the commands sent; call this before. */
    public void flush() {
        PipelineCall call = current.getAndSet(null);
        if (call != null) {
            call.flush();
        }
    }
}
