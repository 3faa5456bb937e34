// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Listens where a driver is to connect and keeps what it sends. It answers just enough for the driver to name the database: a
 * greeting as MySQL's, or no to PostgreSQL's question for TLS.
 */
final class ListeningPeer implements AutoCloseable {
    /** The encodings of names: IBM's drivers send EBCDIC, those of SQL Server UTF-16. */
    private static final List<Charset> CHARSETS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, Charset.forName("IBM037"));

    /** Some drivers send nothing more, and try something else when their connection ends. */
    private static final int PATIENCE_MILLIS = 10_000;

    private final ServerSocket server;
    private final String dialog;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private int connections;

    private ListeningPeer(ServerSocket server, String dialog) {
        this.server = server;
        this.dialog = dialog;
    }

    /** @param dialog {@code mysql}, {@code postgresql}, or anything else to stay silent */
    static ListeningPeer at(String address, String dialog) throws IOException {
        ListeningPeer peer = new ListeningPeer(new ServerSocket(0, 50, InetAddress.getByName(address)), dialog);
        daemon(peer::accept);
        return peer;
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                synchronized (this) {
                    connections++;
                    notifyAll();
                }
                daemon(() -> converse(socket));
            } catch (IOException e) {
                // The test is through with all of them.
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "listening peer");
        thread.setDaemon(true);
        thread.start();
    }

    private void converse(Socket socket) {
        try (socket) {
            answer(socket);
        } catch (IOException e) {
            // The driver is through with this connection.
        }
    }

    private void answer(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        OutputStream out = socket.getOutputStream();
        if (dialog.equals("mysql")) {
            out.write(greeting());
        }
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8_192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            synchronized (this) {
                received.write(buffer, 0, read);
                notifyAll();
            }
            if (dialog.equals("postgresql") && read == 8) {
                out.write('N');
            } else if (!dialog.equals("-")) {
                return;
            }
        }
    }

    /** Waits for the first connection; false if there is none. */
    synchronized boolean awaitConnection() throws InterruptedException {
        for (long end = end(); connections == 0 && System.nanoTime() < end; ) {
            wait(100);
        }
        return connections > 0;
    }

    synchronized int connections() {
        return connections;
    }

    /** Waits for a name; false if it does not come. */
    synchronized boolean awaitName(String name) throws InterruptedException {
        for (long end = end(); !contains(name) && System.nanoTime() < end; ) {
            wait(100);
        }
        return contains(name);
    }

    private static long end() {
        return System.nanoTime() + 60_000_000_000L;
    }

    private boolean contains(String name) {
        String all = received.toString(StandardCharsets.ISO_8859_1);
        return CHARSETS.stream()
                .anyMatch(charset -> all.contains(new String(name.getBytes(charset), StandardCharsets.ISO_8859_1)));
    }

    /** The first packet of a MySQL server, protocol 10, without TLS. */
    private static byte[] greeting() {
        int capabilities = 0x0018_A20D;
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(10);
        packet.writeBytes(ascii("8.0.30\0"));
        packet.writeBytes(new byte[] {1, 0, 0, 0});
        packet.writeBytes(ascii("abcdefgh\0"));
        packet.writeBytes(new byte[] {(byte) capabilities, (byte) (capabilities >> 8), 45, 2, 0});
        packet.writeBytes(new byte[] {(byte) (capabilities >> 16), (byte) (capabilities >> 24), 21});
        packet.writeBytes(new byte[10]);
        packet.writeBytes(ascii("ijklmnopqrst\0mysql_native_password\0"));
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        framed.writeBytes(new byte[] {(byte) packet.size(), 0, 0, 0});
        framed.writeBytes(packet.toByteArray());
        return framed.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
