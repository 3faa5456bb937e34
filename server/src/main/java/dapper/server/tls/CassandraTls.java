// SPDX-License-Identifier: Apache-2.0
package dapper.server.tls;

import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import dapper.server.settings.WatchedFiles;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** TLS towards the nodes of a Cassandra cluster. Changed files are in force from the next connection on. */
public final class CassandraTls {
    private static final Setting ENABLED =
            new Setting("dapper.cassandra.tls.enabled", "false", "Whether to connect to Cassandra over TLS.");
    private static final Setting CA = new Setting(
            "dapper.cassandra.tls.ca",
            "",
            "PEM file with the authorities of the nodes' certificates; empty for those of the Java installation.");
    private static final Setting CERTIFICATE = new Setting(
            "dapper.cassandra.tls.certificate",
            "",
            "PEM file with our own certificate, for nodes that ask for one; empty for none.");
    private static final Setting KEY = new Setting(
            "dapper.cassandra.tls.key", "", "PEM file with the private key of our own certificate (PKCS#8).");
    private static final Setting VERIFY_HOSTNAME = new Setting(
            "dapper.cassandra.tls.verify-hostname",
            "true",
            "Whether a node's certificate must name the address at which it is reached.");

    public static final List<Setting> SETTINGS = List.of(ENABLED, CA, CERTIFICATE, KEY, VERIFY_HOSTNAME);

    private CassandraTls() {}

    /**
     * Returns null for plain connections.
     *
     * @throws InvalidSettingException for a file that cannot be used
     */
    public static @Nullable SSLContext read(Settings settings, WatchedFiles files) {
        if (!settings.flag(ENABLED)) {
            return null;
        }
        Path certificate = settings.pathOrNull(CERTIFICATE);
        Path key = settings.pathOrNull(KEY);
        if ((certificate == null) != (key == null)) {
            throw new InvalidSettingException(CERTIFICATE.key() + " and " + KEY.key() + " must be set together");
        }
        Verification verification = verifyHostname(settings)
                ? Verification.CERTIFICATE_AND_HOST_NAME_VERIFICATION
                : Verification.CERTIFICATE_ONLY_VERIFICATION;
        return Tls.context(
                certificate == null || key == null ? null : new Identity(CERTIFICATE, certificate, KEY, key, files),
                new Trust(CA, settings.pathOrNull(CA), verification, files));
    }

    public static boolean verifyHostname(Settings settings) {
        return settings.flag(VERIFY_HOSTNAME);
    }
}
