// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.redis;

import dapper.bootstrap.Span;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The call of a pipeline: from the moment at which the application has its commands sent until the last of them is
 * answered. The lock protects all fields.
 */
final class PipelineCall extends Call {
    private final ReentrantLock lock = new ReentrantLock();
    private final CommandBatch batch = new CommandBatch("PIPELINE");
    private int open;
    private boolean flushed;
    private @Nullable String prefix;
    private @Nullable Throwable thrown;
    private @Nullable String gaveUp;
    private @Nullable String host;
    private int port;
    private int database;

    RedisCall add(@Nullable String name) {
        lock.lock();
        try {
            batch.addName(name);
            open++;
        } finally {
            lock.unlock();
        }
        return RedisCall.part(name, this);
    }

    boolean wantsText() {
        lock.lock();
        try {
            return !flushed || span() != null;
        } finally {
            lock.unlock();
        }
    }

    void encoded(String text) {
        lock.lock();
        try {
            batch.addText(text);
        } finally {
            lock.unlock();
        }
    }

    void flush() {
        lock.lock();
        try {
            flushed = true;
            String operation = batch.operation();
            begin(CallKind.DATABASE, operation == null ? RedisSpans.SYSTEM : operation, operation);
            endAfterLast();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The first error of a part is that of the pipeline.
     *
     * @param gaveUp why the client gave the part up, null if it did not or if there is a prefix or an exception
     */
    void ended(
            @Nullable String prefix,
            @Nullable Throwable thrown,
            @Nullable String gaveUp,
            @Nullable String host,
            int port,
            int database) {
        lock.lock();
        try {
            open--;
            if (this.prefix == null && this.thrown == null && this.gaveUp == null) {
                this.prefix = prefix;
                this.thrown = thrown;
                this.gaveUp = gaveUp;
            }
            if (host != null) {
                this.host = host;
                this.port = port;
                this.database = database;
            }
            endAfterLast();
        } finally {
            lock.unlock();
        }
    }

    private void endAfterLast() {
        if (!flushed || open > 0) {
            return;
        }
        String error = null;
        if (isObserved()) {
            RedisSpans.batch(this, batch);
            RedisSpans.server(this, database, host, port);
            error = error();
        }
        end(0, error);
    }

    private @Nullable String error() {
        if (prefix != null) {
            return RedisSpans.failed(this, prefix);
        }
        if (thrown != null) {
            return RedisSpans.failed(this, thrown);
        }
        Span span = span();
        if (gaveUp != null && span != null) {
            span.error(gaveUp);
        }
        return gaveUp;
    }
}
