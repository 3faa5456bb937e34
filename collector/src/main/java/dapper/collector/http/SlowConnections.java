// SPDX-License-Identifier: Apache-2.0
package dapper.collector.http;

import dapper.collector.pipeline.SlowSenders;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections whose request (headers or body) arrives too slowly. Jetty's own idle timeout restarts with each
 * byte, and its data rates only cover the body. Runs on the connector's scheduler.
 */
final class SlowConnections extends AbstractLifeCycle implements Connection.Listener, Runnable {
    private final ServerConnector connector;
    private final SlowSenders slow;
    private final Map<Connection, Arriving> connections = new ConcurrentHashMap<>();
    private volatile Scheduler.@Nullable Task next;

    SlowConnections(ServerConnector connector, SlowSenders slow) {
        this.connector = connector;
        this.slow = slow;
    }

    @Override
    protected void doStart() {
        schedule();
    }

    @Override
    protected void doStop() {
        Scheduler.Task waiting = next;
        if (waiting != null) {
            waiting.cancel();
        }
    }

    private void schedule() {
        next = connector.getScheduler().schedule(this, slow.pause().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        connections.put(connection, Arriving.NOTHING);
    }

    @Override
    public void onClosed(Connection connection) {
        connections.remove(connection);
    }

    @Override
    public void run() {
        connections.replaceAll(this::look);
        if (isRunning()) {
            schedule();
        }
    }

    private Arriving look(Connection connection, Arriving before) {
        if (!(connection instanceof HttpConnection http) || !isArriving(http.getParser())) {
            return Arriving.NOTHING;
        }
        long begun = http.getParser().getBeginNanoTime();
        if (before == Arriving.NOTHING || before.begun() != begun) {
            return new Arriving(begun, http.getBytesIn());
        }
        if (slow.isTooSlow(System.nanoTime() - begun, http.getBytesIn() - before.bytesAtFirst())) {
            http.getEndPoint().close(new TimeoutException(slow.explanation()));
        }
        return before;
    }

    private static boolean isArriving(HttpParser parser) {
        return switch (parser.getState()) {
            case START, CONTENT_END, END, CLOSE, CLOSED -> false;
            default -> true;
        };
    }

    /**
     * A request that has begun but not ended.
     *
     * @param begun time of the beginning, from {@link System#nanoTime}
     * @param bytesAtFirst bytes that the connection had received when the request was first seen, possibly including a
     *     part of the request
     */
    private record Arriving(long begun, long bytesAtFirst) {
        static final Arriving NOTHING = new Arriving(0, 0);
    }
}
