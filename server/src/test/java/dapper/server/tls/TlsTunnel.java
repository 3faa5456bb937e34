// SPDX-License-Identifier: Apache-2.0
package dapper.server.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Takes TLS connections and passes their content on to a server that speaks plain text. */
final class TlsTunnel implements AutoCloseable {
    private final SSLServerSocket listener;
    private final InetSocketAddress target;
    private final AtomicInteger connections = new AtomicInteger();

    private TlsTunnel(SSLServerSocket listener, InetSocketAddress target) {
        this.listener = listener;
        this.target = target;
    }

    static TlsTunnel to(InetSocketAddress target, SSLContext context) throws IOException {
        SSLServerSocket listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        TlsTunnel tunnel = new TlsTunnel(listener, target);
        daemon(tunnel::accept);
        return tunnel;
    }

    /** From now on, clients must show a certificate that the context trusts. */
    TlsTunnel askingForCertificates() {
        listener.setNeedClientAuth(true);
        return this;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Returns the number of connections whose handshake succeeded. */
    int connections() {
        return connections.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                daemon(() -> connect(client));
            } catch (IOException e) {
                // The tunnel is closed.
            }
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket server = new Socket(target.getAddress(), target.getPort())) {
            // The first read makes the handshake.
            byte[] first = new byte[1024];
            int length = client.getInputStream().read(first);
            connections.incrementAndGet();
            server.getOutputStream().write(first, 0, Math.max(0, length));
            daemon(() -> copy(server, client));
            copy(client, server);
        } catch (IOException e) {
            // The client sees the end of its connection.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The other side sees the end of its connection.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "tls-tunnel");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
