// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.run;

import dapper.sampling.testing.ReservedPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broken server in place of a collector. */
public final class Sinkhole implements AutoCloseable {
    public enum Kind {
        /** No server listens. */
        ABSENT,
        /** Connections are accepted and never answered. */
        SILENT,
        /** Connections are closed immediately. */
        CLOSING,
        /** The server does not answer in gRPC. */
        BABBLING
    }

    private final ReservedPort port = new ReservedPort();
    private final ServerSocket socket = new ServerSocket();
    private final Kind kind;
    private final List<Socket> held = new CopyOnWriteArrayList<>();

    private Sinkhole(Kind kind) throws IOException {
        this.kind = kind;
    }

    public static Sinkhole open(Kind kind) throws IOException {
        Sinkhole sinkhole = new Sinkhole(kind);
        if (kind != Kind.ABSENT) {
            sinkhole.socket.bind(new InetSocketAddress("127.0.0.1", sinkhole.port()), 50);
            Thread accepting = new Thread(sinkhole::accept, "sinkhole");
            accepting.setDaemon(true);
            accepting.start();
        }
        return sinkhole;
    }

    public int port() {
        return port.number();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                if (kind == Kind.SILENT) {
                    held.add(connection);
                } else {
                    try (connection) {
                        if (kind == Kind.BABBLING) {
                            connection
                                    .getOutputStream()
                                    .write("HTTP/1.1 418 I'm a teapot\r\n\r\n".getBytes("US-ASCII"));
                        }
                    }
                }
            } catch (IOException e) {
                // Closed by the test, or by the other end; both are expected.
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        port.close();
        for (Socket connection : held) {
            connection.close();
        }
    }
}
