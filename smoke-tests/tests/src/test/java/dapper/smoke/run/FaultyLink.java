// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.run;

import dapper.sampling.testing.ReservedPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A network between an agent and a receiver, on one port for as long as the test likes, with a fault that can come and go. */
public final class FaultyLink implements AutoCloseable {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int target;
    private final ReservedPort port = new ReservedPort();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final SSLSocketFactory tls;

    private volatile Fault fault = Fault.NONE;
    private volatile ServerSocket listening;

    /** The kinds of faults. */
    public enum Fault {
        NONE,
        /** No server listens. */
        ABSENT,
        /** Connections are accepted, and no answer is ever sent. */
        SILENT,
        /** One byte a second gets through. */
        SLOW,
        /** Connections are reset once something was sent. */
        RESET,
        /** The server answers every connection in TLS. */
        TLS
    }

    private FaultyLink(int target, SSLSocketFactory tls) throws IOException {
        this.target = target;
        this.tls = tls;
        this.listening = listen();
        accept(listening);
    }

    public static FaultyLink to(int target) {
        return to(target, null);
    }

    /** @param tls the certificate for {@link Fault#TLS}; null if that fault is not used */
    public static FaultyLink to(int target, SSLSocketFactory tls) {
        try {
            return new FaultyLink(target, tls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port.number();
    }

    /** Sets the fault, also for open connections: they are closed, unless the fault makes them silent or slow. */
    public void set(Fault fault) {
        Fault before = this.fault;
        this.fault = fault;
        if (fault != Fault.SILENT && fault != Fault.SLOW) {
            open.forEach(FaultyLink::close);
        }
        try {
            if (fault == Fault.ABSENT) {
                listening.close();
            } else if (before == Fault.ABSENT) {
                listening = listen();
                accept(listening);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerSocket listen() throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress("127.0.0.1", port.number()), 50);
        return server;
    }

    private void accept(ServerSocket server) {
        inBackground(() -> {
            while (true) {
                try {
                    Socket client = server.accept();
                    open.add(client);
                    inBackground(() -> connect(client));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "faulty-link");
        thread.setDaemon(true);
        thread.start();
    }

    private void connect(Socket client) {
        try {
            if (fault == Fault.RESET) {
                client.getInputStream().read();
                client.setSoLinger(true, 0);
                close(client);
                return;
            }
            Socket talking = fault == Fault.TLS ? secured(client) : client;
            Socket server = new Socket("127.0.0.1", target);
            open.add(server);
            inBackground(() -> pump(server, talking));
            pump(talking, server);
        } catch (IOException e) {
            close(client);
        }
    }

    private Socket secured(Socket client) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(client, null, true);
        secured.setUseClientMode(false);
        var parameters = secured.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[8_192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (fault == Fault.SILENT) {
                    continue;
                }
                for (int i = 0; i < read && fault == Fault.SLOW; i++) {
                    out.write(buffer, i, 1);
                    LockSupport.parkNanos(SECOND);
                    if (fault != Fault.SLOW) {
                        throw new IOException("what was left would come too late");
                    }
                }
                if (fault != Fault.SLOW) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // Ended by either side, or by the next fault.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        fault = Fault.ABSENT;
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(FaultyLink::close);
        port.close();
    }
}
