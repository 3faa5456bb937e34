// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The mail server that takes notifications by e-mail.
 *
 * @param user empty to send without authentication
 * @param passwordFile file with the user's password, read for each message; null without authentication
 * @param from address of the sender
 */
public record SmtpConfig(
        String host,
        int port,
        Security security,
        String user,
        @Nullable Path passwordFile,
        String from) {

    /** The protection of the connection. */
    public enum Security {
        /** TLS after the command STARTTLS; a server that does not offer it gets nothing. */
        STARTTLS,
        /** TLS from the first byte on. */
        TLS,
        NONE
    }
}
