// SPDX-License-Identifier: Apache-2.0
package dapper.server.tls;

import dapper.server.settings.FileContents;
import dapper.server.settings.Setting;
import dapper.server.settings.WatchedFiles;
import io.grpc.util.AdvancedTlsX509KeyManager;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A certificate with its key, from files. A change of the files is in force from the next handshake on. */
final class Identity {
    private final Setting certificateSetting;
    private final Path certificate;
    private final Setting keySetting;
    private final Path key;
    private final AdvancedTlsX509KeyManager manager = new AdvancedTlsX509KeyManager();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile long notAfterMillis;

    /** @throws dapper.server.settings.InvalidSettingException if the files cannot be used */
    Identity(Setting certificateSetting, Path certificate, Setting keySetting, Path key, WatchedFiles files) {
        this.certificateSetting = certificateSetting;
        this.certificate = certificate;
        this.keySetting = keySetting;
        this.key = key;
        files.load(List.of(certificate, key), this::load);
    }

    /** Adds a listener that is called after each change, on the thread that watches the files. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    AdvancedTlsX509KeyManager manager() {
        return manager;
    }

    /** Returns the end of the certificate's validity, in milliseconds since 1970. */
    long notAfterMillis() {
        return notAfterMillis;
    }

    private void load(FileContents contents) {
        X509Certificate[] chain = Pem.certificates(certificateSetting, certificate, contents);
        PrivateKey secret = Pem.key(keySetting, key, contents);
        requireValid(chain[0]);
        if (!belong(chain[0].getPublicKey(), secret)) {
            throw Pem.unusable(
                    keySetting, key, "contains a key that does not belong to the certificate in " + certificate, null);
        }
        try {
            manager.updateIdentityCredentials(chain, secret);
        } catch (IllegalArgumentException e) {
            throw Pem.unusable(certificateSetting, certificate, "cannot be used (" + e.getMessage() + ")", e);
        }
        notAfterMillis = chain[0].getNotAfter().toInstant().toEpochMilli();
        listeners.forEach(Runnable::run);
    }

    private void requireValid(X509Certificate first) {
        try {
            first.checkValidity();
        } catch (CertificateExpiredException e) {
            throw Pem.unusable(
                    certificateSetting,
                    certificate,
                    "contains a certificate that expired at "
                            + first.getNotAfter().toInstant(),
                    e);
        } catch (CertificateNotYetValidException e) {
            throw Pem.unusable(
                    certificateSetting,
                    certificate,
                    "contains a certificate that is valid only from "
                            + first.getNotBefore().toInstant(),
                    e);
        }
    }

    private static boolean belong(PublicKey certified, PrivateKey secret) {
        String algorithm = switch (secret.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
        byte[] text = {1, 2, 3};
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(secret);
            signing.update(text);
            byte[] signature = signing.sign();
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certified);
            verifying.update(text);
            return verifying.verify(signature);
        } catch (GeneralSecurityException e) {
            // A key of another algorithm.
            return false;
        }
    }
}
