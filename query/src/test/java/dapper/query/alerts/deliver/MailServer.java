// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that takes messages for all recipients but the refused ones. */
final class MailServer implements SimpleMessageListener, AutoCloseable {
    static final String USER = "dapper";
    static final String PASSWORD = "s3cret-word";

    private final SMTPServer server;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<Mail> taken = new LinkedBlockingQueue<>();

    record Mail(String from, String to, MimeMessage message) {}

    private MailServer(SMTPServer.Builder builder) {
        server = builder.bindAddress(InetAddress.getLoopbackAddress())
                .simpleMessageListener(this)
                .build();
        server.start();
    }

    static MailServer plain() {
        return new MailServer(SMTPServer.port(0));
    }

    /** With STARTTLS, which it requires, and a user. */
    static MailServer startTls(SSLContext context) {
        return new MailServer(SMTPServer.port(0)
                .requireTLS()
                .startTlsSocketFactory(context)
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, message) -> {
                    if (!user.equals(USER) || !password.equals(PASSWORD)) {
                        throw new LoginFailedException();
                    }
                }))
                .requireAuth());
    }

    /** With TLS from the first byte on. */
    static MailServer tls(SSLContext context) {
        return new MailServer(SMTPServer.port(0).serverSocketFactory(context));
    }

    int port() {
        return server.getPortAllocated();
    }

    /** From now on mail to this address is refused. */
    void refuse(String address) {
        refused.add(address);
    }

    void refuseNobody() {
        refused.clear();
    }

    @Override
    public boolean accept(String from, String recipient) {
        return !refused.contains(recipient);
    }

    @Override
    public void deliver(String from, String recipient, InputStream data) throws IOException {
        try {
            taken.add(new Mail(from, recipient, new MimeMessage(Session.getInstance(new Properties()), data)));
        } catch (MessagingException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** Returns what has arrived since the last call: the answer to the sender comes after it. */
    List<Mail> taken() {
        List<Mail> all = new ArrayList<>();
        taken.drainTo(all);
        return all;
    }

    @Override
    public void close() {
        server.stop();
    }
}
