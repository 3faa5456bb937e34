// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Sends notifications to a mail server, each over its own connection and on its own thread. Messages never have the password.
 * Safe for many threads.
 */
public final class SmtpSender {
    private static final int MILLIS_TO_CONNECT = 5_000;
    private static final int MILLIS_TO_ANSWER = 10_000;
    /** As many as there may be receivers. */
    private static final int MOST_THREADS = 20;

    private static final int PERMANENT = 5;

    private final @Nullable SmtpConfig config;
    private final @Nullable SSLSocketFactory sockets;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, MOST_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), SmtpSender::thread);

    /** @param config null if there is no mail server: then every attempt fails */
    public SmtpSender(@Nullable SmtpConfig config) {
        this(config, null);
    }

    /** @param sockets those that trust the mail server; null for the ones of the JVM */
    SmtpSender(@Nullable SmtpConfig config, @Nullable SSLSocketFactory sockets) {
        this.config = config;
        this.sockets = sockets;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "dapper-alerts-mail");
        thread.setDaemon(true);
        return thread;
    }

    /** Never fails. */
    CompletableFuture<Outcome> send(Notification notification) {
        SmtpConfig server = config;
        if (server == null) {
            return CompletableFuture.completedFuture(
                    Outcome.failed("there is no mail server: set dapper.query.alerts.smtp.host"));
        }
        return CompletableFuture.supplyAsync(() -> send(server, notification), threads);
    }

    private Outcome send(SmtpConfig server, Notification notification) {
        try {
            String password = server.passwordFile() == null
                    ? null
                    : Files.readString(server.passwordFile()).strip();
            Session session = Session.getInstance(properties(server));
            MimeMessage message = MailMessage.of(session, server.from(), notification);
            send(session.getTransport("smtp"), server, password, message);
            return Outcome.TAKEN;
        } catch (IOException e) {
            return Outcome.failed("the file of dapper.query.alerts.smtp.password-file cannot be read");
        } catch (SendFailedException e) {
            return refused(e);
        } catch (MessagingException e) {
            return Outcome.failed(problem(e));
        }
    }

    private static void send(Transport transport, SmtpConfig server, @Nullable String password, MimeMessage message)
            throws MessagingException {
        try {
            if (password == null) {
                transport.connect();
            } else {
                transport.connect(server.user(), password);
            }
            transport.sendMessage(message, message.getAllRecipients());
        } finally {
            close(transport);
        }
    }

    /** The message has been taken or not before: a connection that breaks off now changes nothing. */
    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // See above.
        }
    }

    private Properties properties(SmtpConfig server) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", server.host());
        properties.put("mail.smtp.port", Integer.toString(server.port()));
        properties.put("mail.smtp.from", server.from());
        properties.put("mail.smtp.auth", Boolean.toString(server.passwordFile() != null));
        boolean starttls = server.security() == SmtpConfig.Security.STARTTLS;
        properties.put("mail.smtp.starttls.enable", Boolean.toString(starttls));
        properties.put("mail.smtp.starttls.required", Boolean.toString(starttls));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(server.security() == SmtpConfig.Security.TLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        if (sockets != null) {
            properties.put("mail.smtp.ssl.socketFactory", sockets);
        }
        properties.put("mail.smtp.connectiontimeout", Integer.toString(MILLIS_TO_CONNECT));
        properties.put("mail.smtp.timeout", Integer.toString(MILLIS_TO_ANSWER));
        properties.put("mail.smtp.sendpartial", "true");
        properties.put("mail.smtp.quitwait", "false");
        return properties;
    }

    /** If one of the recipients has it, it is not sent again: the others would be refused again. */
    private static Outcome refused(SendFailedException e) {
        String without = Stream.of(e.getInvalidAddresses(), e.getValidUnsentAddresses())
                .filter(Objects::nonNull)
                .flatMap(Arrays::stream)
                .map(Address::toString)
                .collect(Collectors.joining(", "));
        if (e.getValidSentAddresses() != null && e.getValidSentAddresses().length > 0) {
            return new Outcome(true, "the mail server refused the recipient " + without, false);
        }
        boolean ofTheBody = e instanceof SMTPSendFailedException failed && failed.getReturnCode() / 100 == PERMANENT;
        return new Outcome(false, "the mail server refused it for " + without, ofTheBody);
    }

    private static String problem(MessagingException e) {
        if (e instanceof AuthenticationFailedException) {
            return "the mail server refused user and password";
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return "TLS failed";
            }
            if (cause instanceof SocketTimeoutException) {
                return "it did not answer in time";
            }
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return "no connection could be made";
            }
        }
        String message = e.getMessage();
        return message != null && message.startsWith("STARTTLS is required")
                ? "the mail server offers no STARTTLS"
                : "the connection broke off";
    }
}
