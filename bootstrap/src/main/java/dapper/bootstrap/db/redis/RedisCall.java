// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.redis;

import dapper.bootstrap.Span;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.concurrent.CallbackContext;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The call of a client that does not block: one command, from the thread that makes it to the reply. The command is written
 * and answered on other threads; what they find out is kept here, and the thread that ends the call describes it.
 * A command of a pipeline is a part of the pipeline's call. Both have the context of the caller for callbacks.
 */
public final class RedisCall extends Call {
    private final AtomicBoolean ended = new AtomicBoolean();
    private final @Nullable PipelineCall pipeline;
    private volatile @Nullable Thread waiting;
    private @Nullable String name;
    private @Nullable String text;
    private @Nullable String host;
    private int port;
    private int database;

    private RedisCall(@Nullable String name, @Nullable PipelineCall pipeline) {
        this.name = name;
        this.pipeline = pipeline;
    }

    /**
     * Starts the call of a command.
     *
     * @param name null if only an object of the application has it
     * @return null if there is nothing to do, now or later
     */
    public static @Nullable RedisCall start(@Nullable String name) {
        if (Housekeeping.isRunning()) {
            return null;
        }
        RedisCall call = new RedisCall(name, null);
        boolean begun = call.begin(CallKind.DATABASE, name == null ? RedisSpans.SYSTEM : name, name);
        return (begun && call.isObserved()) || CallbackContext.isPresent() ? call : null;
    }

    /** Makes a command a part of a pipeline. */
    static RedisCall part(@Nullable String name, PipelineCall pipeline) {
        return new RedisCall(name, pipeline);
    }

    /** Returns whether anything needs the text of the command. */
    public boolean wantsText() {
        return pipeline == null ? span() != null : pipeline.wantsText();
    }

    /** Records where the command is written to, each time that it is. */
    public void written(@Nullable String host, int port, int database) {
        this.host = host;
        this.port = port;
        this.database = database;
    }

    /** Records the name and the text of the command, as they are written. */
    public void encoded(String name, String text) {
        if (this.text != null) {
            return; // written again
        }
        this.name = name;
        this.text = text;
        if (pipeline != null) {
            pipeline.encoded(text);
        }
    }

    /** Records that the running thread begins to wait for the reply. It cancels the command when it has waited enough. */
    public void waits() {
        waiting = Thread.currentThread();
    }

    public void waitedEnough() {
        waiting = null;
    }

    /** Returns whether the running thread waits for the reply. */
    @SuppressWarnings("ReferenceEquality") // a thread has no equality of its own
    public boolean isAwaited() {
        return waiting == Thread.currentThread();
    }

    /**
     * Ends the call with a reply; only the first of several ends counts.
     *
     * @param errorReply null if the command succeeded
     */
    public void replied(@Nullable String errorReply) {
        if (ended.compareAndSet(false, true)) {
            end(ErrorReply.prefix(errorReply), null);
        }
    }

    /**
     * Ends the call, which has failed.
     *
     * @param isReply whether the exception stands for an error that the server replied
     */
    public void failed(Throwable thrown, boolean isReply) {
        if (ended.compareAndSet(false, true)) {
            String prefix = isReply ? ErrorReply.prefix(thrown.getMessage()) : null;
            end(prefix, prefix == null ? thrown : null);
        }
    }

    /**
     * Ends the call, which has failed with an exception whose message may repeat the command: of a reply the prefix is
     * recorded, of another exception the class.
     */
    public void refused(Throwable thrown) {
        if (ErrorReply.prefix(thrown.getMessage()) != null) {
            failed(thrown, true);
        } else {
            gaveUp(thrown.getClass().getName());
        }
    }

    /** Ends the call, which the client gave up: the reply took too long, or will never come. */
    public void gaveUp(String errorType) {
        if (ended.compareAndSet(false, true)) {
            Span span = span();
            if (span != null) {
                span.error(errorType);
            }
            end(null, null, errorType);
        }
    }

    /** Ends the call, which the application no longer wants: it has not failed. */
    public void cancelled() {
        if (ended.compareAndSet(false, true)) {
            end(null, null);
        }
    }

    private void end(@Nullable String prefix, @Nullable Throwable thrown) {
        String error = null;
        if (pipeline == null && isObserved()) {
            error = prefix != null
                    ? RedisSpans.failed(this, prefix)
                    : thrown == null ? null : RedisSpans.failed(this, thrown);
        }
        end(prefix, thrown, error);
    }

    private void end(@Nullable String prefix, @Nullable Throwable thrown, @Nullable String error) {
        if (pipeline != null) {
            pipeline.ended(prefix, thrown, error, host, port, database);
            return;
        }
        if (isObserved()) {
            RedisSpans.command(this, name, text);
            RedisSpans.server(this, database, host, port);
        }
        end(0, error);
    }
}
