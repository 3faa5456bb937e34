// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.redis;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.call.CallListening;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a client that blocks: it sends commands on a connection and reads the replies in the same order. Commands
 * and replies are matched by connection, whichever thread reads. Nothing here throws.
 *
 * <p>A client that may send one command several times, to the nodes of a cluster, makes one call of it with
 * {@link #start} and {@link #end}; then sends and replies in between only describe that call.
 */
public final class RedisConnections {
    private static final String SELECT = "SELECT";

    private static final WeakIdentityMap.Change<ConnectionState, Void, ConnectionState> GET_OR_ADD =
            new WeakIdentityMap.Change<ConnectionState, Void, ConnectionState>() {
                @Override
                public ConnectionState apply(WeakIdentityMap.Cell<ConnectionState> cell, @Nullable Void none) {
                    ConnectionState state = cell.value;
                    if (state == null) {
                        state = new ConnectionState();
                        cell.value = state;
                    }
                    return state;
                }
            };

    private final WeakIdentityMap<ConnectionState> connections = new WeakIdentityMap<>();
    private final int instrumentation;

    /** @param instrumentation its name */
    public RedisConnections(String instrumentation) {
        this.instrumentation = AdviceErrors.number(instrumentation);
    }

    /**
     * Starts a call whose command the first send describes, and makes it the thread's context.
     *
     * @return null if there is nothing to do at the end
     */
    public @Nullable Call start() {
        return Housekeeping.isRunning() ? null : Call.enter(CallKind.DATABASE, RedisSpans.SYSTEM, null);
    }

    /**
     * Ends a call.
     *
     * @param isReply whether the exception stands for an error that the server replied
     */
    public void end(Call call, @Nullable Throwable thrown, boolean isReply) {
        call.leave();
        String error = null;
        try {
            if (thrown != null && call.isObserved()) {
                String prefix = isReply ? ErrorReply.prefix(thrown.getMessage()) : null;
                error = prefix == null ? RedisSpans.failed(call, thrown) : RedisSpans.failed(call, prefix);
            }
            Span span = call.span();
            if (call.operation() == null && span != null) {
                RedisSpans.command(call, null, null); // nothing was sent
            }
        } catch (Throwable e) {
            AdviceErrors.caught(e, instrumentation);
        } finally {
            call.end(0, error);
        }
    }

    /** Records that a connection is about to send a command. */
    public void sending(Object connection, RedisCommand command, @Nullable String host, int port) {
        try {
            String name = command.name();
            boolean select = SELECT.equals(name);
            boolean quiet = Housekeeping.isRunning() || (Current.isUnsampled() && !CallListening.hasListener());
            if (quiet && !select) {
                return;
            }
            ConnectionState state = connections.update(connection, GET_OR_ADD, null);
            if (state != null) {
                sending(state, command, select, quiet, host, port);
            }
        } catch (Throwable e) {
            AdviceErrors.caught(e, instrumentation);
        }
    }

    private static void sending(
            ConnectionState state,
            RedisCommand command,
            boolean select,
            boolean quiet,
            @Nullable String host,
            int port) {
        state.lock.lock();
        try {
            state.server(host, port);
            Call running = quiet ? null : Call.running(CallKind.DATABASE);
            if (running != null) {
                describe(running, command, state);
            } else if (!quiet) {
                if (state.pending == null) {
                    state.pending = new PendingCommands(command);
                } else {
                    state.pending.add(command);
                }
            }
            if (select) {
                state.selected(RedisSpans.text(SELECT, command));
            }
        } finally {
            state.lock.unlock();
        }
    }

    /** A command that is sent again, to another node, is described once. */
    private static void describe(Call call, RedisCommand command, ConnectionState state) {
        if (!call.isObserved()) {
            return;
        }
        String name = command.name();
        if (call.operation() == null) {
            RedisSpans.command(call, name, name == null || call.span() == null ? null : RedisSpans.text(name, command));
        }
        state.describe(call);
    }

    /**
     * Records that a connection has read a reply.
     *
     * @param reply null if it is an error
     * @param thrown null if it is not
     * @param isReply whether the exception stands for an error that the server replied
     */
    public void read(Object connection, @Nullable Object reply, @Nullable Throwable thrown, boolean isReply) {
        try {
            ConnectionState state = connections.get(connection);
            if (state == null) {
                return;
            }
            state.lock.lock();
            try {
                PendingCommands pending = state.pending;
                if (pending != null && !Housekeeping.isRunning() && Call.running(CallKind.DATABASE) == null) {
                    read(state, pending, reply, thrown, isReply);
                }
            } finally {
                state.lock.unlock();
            }
        } catch (Throwable e) {
            AdviceErrors.caught(e, instrumentation);
        }
    }

    private static void read(
            ConnectionState state,
            PendingCommands pending,
            @Nullable Object reply,
            @Nullable Throwable thrown,
            boolean isReply) {
        String prefix = null;
        if (thrown != null) {
            prefix = isReply ? ErrorReply.prefix(thrown.getMessage()) : null;
            if (prefix == null) {
                state.pending = null;
                pending.fail(thrown, state);
                return;
            }
            if (pending.isOnly(SELECT)) {
                state.refused();
            }
        }
        if (pending.replied(reply, prefix, state)) {
            state.pending = null;
            pending.end();
        }
    }

    /** Records that the commands of a connection could not be sent. */
    public void failed(Object connection, Throwable thrown) {
        read(connection, null, thrown, false);
    }

    /** Records that a connection is being closed: there will be no more replies. */
    public void closed(Object connection) {
        try {
            ConnectionState state = connections.remove(connection);
            if (state == null) {
                return;
            }
            state.lock.lock();
            try {
                PendingCommands pending = state.pending;
                state.pending = null;
                if (pending != null) {
                    pending.abandon();
                }
            } finally {
                state.lock.unlock();
            }
        } catch (Throwable e) {
            AdviceErrors.caught(e, instrumentation);
        }
    }
}
