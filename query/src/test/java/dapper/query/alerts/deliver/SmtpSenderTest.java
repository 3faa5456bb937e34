// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.alerts.deliver.MailServer.Mail;
import dapper.query.alerts.deliver.SmtpConfig.Security;
import dapper.query.alerts.rule.Receiver;
import dapper.query.testing.InMemoryAlerts;
import dapper.server.testing.Certificate;
import dapper.storage.alerts.AlertDelivery;
import dapper.storage.alerts.AlertNotice;
import dapper.storage.alerts.AlertPhase;
import dapper.storage.alerts.AlertState;
import dapper.storage.alerts.AlertTimes;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** E-mails to a real mail server. */
class SmtpSenderTest {
    private static final long T0 = 1_700_000_040_000_000_000L;
    private static final Certificate CERTIFICATE = Certificate.make("mail");

    @TempDir
    Path folder;

    private Path password;

    @BeforeEach
    void writePassword() throws Exception {
        password = Files.writeString(folder.resolve("password"), MailServer.PASSWORD + "\n");
    }

    private static Receiver receiver() {
        return new Receiver(
                "on-call",
                Receiver.Type.EMAIL,
                URI.create("mailto:ada@shop.example,grace+page@shop.example"),
                TimeUnit.HOURS.toNanos(4));
    }

    private static AlertState alert(AlertPhase phase, long ended) {
        return new AlertState(
                "Slow",
                phase,
                new AlertTimes(T0, T0, ended, T0, T0, T0),
                9e8,
                100,
                new AlertNotice(
                        "Slow",
                        Map.of("alertname", "Slow", "severity", "page"),
                        Map.of("value", "900ms", "summary", "front <b>µ</b>: p99 & more"),
                        "/search?q=1&start=2",
                        List.of("on-call")),
                Map.of());
    }

    private static Notification notification(AlertState... alerts) {
        return new Notification(receiver(), "Slow", List.of(alerts), T0, "https://dapper.example");
    }

    private SmtpConfig config(int port, Security security, boolean authenticates) {
        return new SmtpConfig(
                "127.0.0.1",
                port,
                security,
                authenticates ? MailServer.USER : "",
                authenticates ? password : null,
                "dapper@shop.example");
    }

    private static Outcome send(SmtpConfig config, @Nullable SSLSocketFactory sockets) {
        return new SmtpSender(config, sockets)
                .send(notification(alert(AlertPhase.FIRING, 0)))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private static SSLSocketFactory trusting() {
        return CERTIFICATE.clientContext(null).getSocketFactory();
    }

    @Test
    void sendsAPlainTextAndTheSameInHtml() throws Exception {
        try (MailServer server = MailServer.plain()) {
            assertThat(send(config(server.port(), Security.NONE, false), null)).isEqualTo(Outcome.TAKEN);

            List<Mail> taken = server.taken();
            assertThat(taken).extracting(Mail::to).containsExactly("ada@shop.example", "grace+page@shop.example");
            assertThat(taken).extracting(Mail::from).containsOnly("dapper@shop.example");
            MimeMessage message = taken.get(0).message();
            assertThat(message.getSubject()).isEqualTo("Firing: Slow");
            assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(message.getSentDate().toInstant()).isEqualTo(Instant.ofEpochSecond(1_700_000_040));
            MimeMultipart parts = (MimeMultipart) message.getContent();
            assertThat(parts.getContentType()).startsWith("multipart/alternative");
            assertThat(text(parts.getBodyPart(0), "text/plain")).isEqualTo("""
                            Slow is firing since 2023-11-14T22:14:00Z

                            summary: front <b>µ</b>: p99 & more
                            value: 900ms

                            alertname: Slow
                            severity: page

                            Traces: https://dapper.example/search?q=1&start=2
                            """);
            assertThat(text(parts.getBodyPart(1), "text/html"))
                    .contains(
                            "<td>front &lt;b&gt;µ&lt;/b&gt;: p99 &amp; more</td>",
                            "href=\"https://dapper.example/search?q=1&amp;start=2\"");
        }
    }

    private static String text(BodyPart part, String type) throws Exception {
        assertThat(part.getContentType()).startsWith(type);
        return ((String) part.getContent()).replace("\r\n", "\n");
    }

    @Test
    void reportsTheEnd() throws Exception {
        try (MailServer server = MailServer.plain()) {
            new SmtpSender(config(server.port(), Security.NONE, false))
                    .send(notification(
                            alert(AlertPhase.RESOLVED, T0 + 60_000_000_000L),
                            alert(AlertPhase.RESOLVED, T0 + 60_000_000_000L)))
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();

            MimeMessage message = server.taken().get(0).message();
            assertThat(message.getSubject()).isEqualTo("Resolved: Slow (2 alerts)");
            MimeMultipart parts = (MimeMultipart) message.getContent();
            assertThat(text(parts.getBodyPart(0), "text/plain"))
                    .startsWith("Slow was resolved at 2023-11-14T22:15:00Z\n");
        }
    }

    @Test
    void authenticatesAfterStarttls() {
        try (MailServer server = MailServer.startTls(CERTIFICATE.serverContext(null))) {
            assertThat(send(config(server.port(), Security.STARTTLS, true), trusting()))
                    .isEqualTo(Outcome.TAKEN);
            assertThat(server.taken()).hasSize(2);
        }
    }

    @Test
    void sendsOverTls() {
        try (MailServer server = MailServer.tls(CERTIFICATE.serverContext(null))) {
            assertThat(send(config(server.port(), Security.TLS, false), trusting()))
                    .isEqualTo(Outcome.TAKEN);
            assertThat(server.taken()).hasSize(2);
        }
    }

    @Test
    void sendsNothingToAServerThatItCannotTrust() {
        try (MailServer starttls = MailServer.startTls(CERTIFICATE.serverContext(null));
                MailServer tls = MailServer.tls(CERTIFICATE.serverContext(null));
                MailServer plain = MailServer.plain()) {
            assertThat(send(config(starttls.port(), Security.STARTTLS, true), null))
                    .isEqualTo(Outcome.failed("TLS failed"));
            assertThat(send(config(tls.port(), Security.TLS, false), null)).isEqualTo(Outcome.failed("TLS failed"));
            assertThat(send(config(plain.port(), Security.STARTTLS, true), trusting()))
                    .isEqualTo(Outcome.failed("the mail server offers no STARTTLS"));
            assertThat(plain.taken()).isEmpty();
        }
    }

    @Test
    void statesThatThePasswordIsWrongOrMissing() throws Exception {
        try (MailServer server = MailServer.startTls(CERTIFICATE.serverContext(null))) {
            Files.writeString(password, "other-word");
            SmtpConfig config = config(server.port(), Security.STARTTLS, true);
            assertThat(send(config, trusting())).isEqualTo(Outcome.failed("the mail server refused user and password"));
            Files.writeString(password, MailServer.PASSWORD);
            assertThat(send(config, trusting())).as("it is read again").isEqualTo(Outcome.TAKEN);
            Files.delete(password);
            assertThat(send(config, trusting()))
                    .isEqualTo(Outcome.failed("the file of dapper.query.alerts.smtp.password-file cannot be read"));
        }
    }

    @Test
    void statesWhichRecipientsWereRefused() {
        try (MailServer server = MailServer.plain()) {
            SmtpConfig config = config(server.port(), Security.NONE, false);
            server.refuse("ada@shop.example");
            assertThat(send(config, null))
                    .isEqualTo(new Outcome(true, "the mail server refused the recipient ada@shop.example", false));
            assertThat(server.taken()).extracting(Mail::to).containsExactly("grace+page@shop.example");

            server.refuse("grace+page@shop.example");
            assertThat(send(config, null))
                    .isEqualTo(
                            Outcome.failed("the mail server refused it for ada@shop.example, grace+page@shop.example"));
            assertThat(server.taken()).isEmpty();
        }
    }

    @Test
    void statesThatTheConnectionIsLost() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> greetAndHangUp(server));
            thread.start();
            assertThat(send(config(server.getLocalPort(), Security.NONE, false), null))
                    .isEqualTo(Outcome.failed("the connection broke off"));
            thread.join();
        }
        int closed;
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            closed = server.getLocalPort();
        }
        assertThat(send(config(closed, Security.NONE, false), null))
                .isEqualTo(Outcome.failed("no connection could be made"));
        assertThat(new SmtpSender(null)
                        .send(notification(alert(AlertPhase.FIRING, 0)))
                        .join())
                .isEqualTo(Outcome.failed("there is no mail server: set dapper.query.alerts.smtp.host"));
    }

    private static void greetAndHangUp(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write("220 mail\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('E');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void isTriedAgainUntilTheServerTakesIt() {
        InMemoryAlerts store = new InMemoryAlerts();
        store.write(alert(AlertPhase.FIRING, 0), true);
        long[] now = {T0};
        try (MailServer server = MailServer.plain()) {
            server.refuse("ada@shop.example");
            server.refuse("grace+page@shop.example");
            SmtpSender mail = new SmtpSender(config(server.port(), Security.NONE, false));
            Deliveries deliveries = new Deliveries(
                    store,
                    new Senders(new HttpPost(), mail),
                    new DeliveryCounts(),
                    () -> Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(now[0])),
                    new SplittableRandom(1));
            deliveries.take(store.states(), List.of());
            deliveries.run(List.of(receiver()), "https://dapper.example");
            server.refuseNobody();
            deliveries.run(List.of(receiver()), "https://dapper.example");
            assertThat(server.taken()).as("not at once").isEmpty();
            now[0] += TimeUnit.SECONDS.toNanos(1);
            deliveries.run(List.of(receiver()), "https://dapper.example");
            deliveries.run(List.of(receiver()), "https://dapper.example");

            assertThat(server.taken()).hasSize(2);
            assertThat(store.deliveries(T0, now[0] + 1, 10))
                    .extracting(AlertDelivery::problem)
                    .containsExactly("", "the mail server refused it for ada@shop.example, grace+page@shop.example");
        }
    }
}
