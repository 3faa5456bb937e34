// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import dapper.query.alerts.deliver.SmtpConfig;
import dapper.query.alerts.rule.MailAddress;
import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The settings of the mail server that takes notifications of alerts. */
final class SmtpSettings {
    private static final Setting HOST = new Setting(
            "dapper.query.alerts.smtp.host", "", "mail server (SMTP) for receivers of the type email; empty for none");
    private static final Setting PORT = new Setting(
            "dapper.query.alerts.smtp.port", "587", "its TCP port, usually 587 for starttls and 465 for tls");
    private static final Setting SECURITY = new Setting(
            "dapper.query.alerts.smtp.security",
            "starttls",
            "starttls, tls (from the first byte on) or none; a user needs one of the first two");
    private static final Setting USER =
            new Setting("dapper.query.alerts.smtp.user", "", "user at the mail server; empty for no authentication");
    private static final Setting PASSWORD_FILE = new Setting(
            "dapper.query.alerts.smtp.password-file", "", "file with the password of that user; read for each message");
    private static final Setting FROM =
            new Setting("dapper.query.alerts.smtp.from", "", "address of the sender, such as dapper@shop.example");

    static final List<Setting> SETTINGS = List.of(HOST, PORT, SECURITY, USER, PASSWORD_FILE, FROM);

    private SmtpSettings() {}

    /** Returns null if there is no mail server. */
    static @Nullable SmtpConfig read(Settings settings) {
        String host = settings.text(HOST);
        SmtpConfig.Security security = SmtpConfig.Security.valueOf(
                settings.choice(SECURITY, List.of("starttls", "tls", "none")).toUpperCase(Locale.ROOT));
        int port = (int) settings.number(PORT, 1, 65_535);
        String user = settings.text(USER);
        Path password = settings.pathOrNull(PASSWORD_FILE);
        String from = settings.text(FROM);
        if (host.isEmpty()) {
            return null;
        }
        if (!MailAddress.isOne(from)) {
            throw new InvalidSettingException(
                    FROM.key() + " must be an address such as dapper@shop.example, not \"" + from + "\"");
        }
        if (user.isEmpty() != (password == null)) {
            throw new InvalidSettingException(
                    "Set both " + USER.key() + " and " + PASSWORD_FILE.key() + ", or none of them");
        }
        if (!user.isEmpty() && security == SmtpConfig.Security.NONE) {
            throw new InvalidSettingException(
                    SECURITY.key() + " must be starttls or tls with a user, or the password travels in the clear");
        }
        return new SmtpConfig(host, port, security, user, password, from);
    }
}
