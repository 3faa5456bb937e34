// SPDX-License-Identifier: Apache-2.0
package dapper.server.tls;

import dapper.server.settings.FileContents;
import dapper.server.settings.Setting;
import dapper.server.settings.WatchedFiles;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The authorities whose certificates are accepted, from a file. A change is in force from the next handshake on. */
final class Trust {
    private final Setting setting;
    private final AdvancedTlsX509TrustManager manager;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param file null for the authorities of the Java installation
     * @throws dapper.server.settings.InvalidSettingException if the file cannot be used
     */
    Trust(Setting setting, @Nullable Path file, Verification verification, WatchedFiles files) {
        this.setting = setting;
        this.manager = manager(verification);
        if (file == null) {
            useThoseOfJava();
        } else {
            files.load(List.of(file), contents -> load(file, contents));
        }
    }

    /** Adds a listener that is called after each change, on the thread that watches the files. */
    void onChange(Runnable listener) {
        listeners.add(listener);
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

    private void useThoseOfJava() {
        try {
            manager.useSystemDefaultTrustCerts();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the authorities of this Java installation cannot be used", e);
        }
    }

    private void load(Path file, FileContents contents) {
        try {
            manager.updateTrustCredentials(Pem.certificates(setting, file, contents));
        } catch (IOException | GeneralSecurityException e) {
            throw Pem.unusable(setting, file, "cannot be used (" + e + ")", e);
        }
        listeners.forEach(Runnable::run);
    }
}
