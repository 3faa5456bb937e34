// SPDX-License-Identifier: Apache-2.0
package dapper.server.tls;

import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import java.util.List;
import java.util.Locale;

/** The demand for certificates of clients: none, accepted if there is one, or required of every client. */
public enum ClientCertificates {
    NONE,
    OPTIONAL,
    REQUIRED;

    /** Returns the setting of a server, such as {@code dapper.query.client-certificates}. */
    public static Setting setting(String server) {
        return new Setting(
                server + ".client-certificates",
                "none",
                "client certificates from an authority in dapper.tls.client-ca: none, optional or required");
    }

    public static ClientCertificates read(Settings settings, Setting setting) {
        return valueOf(settings.choice(setting, List.of("none", "optional", "required"))
                .toUpperCase(Locale.ROOT));
    }
}
