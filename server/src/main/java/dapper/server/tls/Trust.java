// SPDX-License-Identifier: Apache-2.0
package dapper.server.tls;

import dapper.server.settings.Setting;
import dapper.server.settings.WatchedFiles;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The authorities whose certificates are accepted, from a file. A change is in force from the next handshake on. */
final class Trust {
    private final Setting setting;
    private final @Nullable Path file;
    private final AdvancedTlsX509TrustManager manager;

    /**
     * @param file null for the authorities of the Java installation
     * @throws dapper.server.settings.InvalidSettingException if the file cannot be used
     */
    Trust(Setting setting, @Nullable Path file, Verification verification, WatchedFiles files) {
        this.setting = setting;
        this.file = file;
        this.manager = manager(verification);
        if (file != null) {
            files.add(List.of(file), this::load);
        }
        load();
    }

    AdvancedTlsX509TrustManager manager() {
        return manager;
    }

    private static AdvancedTlsX509TrustManager manager(Verification verification) {
        try {
            return AdvancedTlsX509TrustManager.newBuilder()
                    .setVerification(verification)
                    .build();
        } catch (CertificateException e) {
            throw new IllegalStateException("a manager without a verifier of its own can always be built", e);
        }
    }

    private void load() {
        try {
            if (file == null) {
                manager.useSystemDefaultTrustCerts();
            } else {
                manager.updateTrustCredentials(Pem.certificates(setting, file));
            }
        } catch (IOException | GeneralSecurityException e) {
            throw Pem.unusable(setting, file == null ? Path.of("") : file, "cannot be used (" + e + ")", e);
        }
    }
}
