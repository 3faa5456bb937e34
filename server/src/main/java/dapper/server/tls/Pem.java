// SPDX-License-Identifier: Apache-2.0
package dapper.server.tls;

import dapper.server.settings.FileContents;
import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Setting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the contents of PEM files. Every method throws {@link InvalidSettingException} for a file that cannot be used. */
final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Pattern OLD_KEY = Pattern.compile("-----BEGIN ([A-Z]+) PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private Pem() {}

    /** Returns the certificates of a file in their order, at least one. */
    static X509Certificate[] certificates(Setting setting, Path file, FileContents contents) {
        String text = text(setting, file, contents);
        if (!text.contains("-----BEGIN CERTIFICATE-----")) {
            throw unusable(setting, file, "contains no certificate in PEM (-----BEGIN CERTIFICATE-----)", null);
        }
        try {
            Collection<? extends Certificate> all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
            return all.stream().map(X509Certificate.class::cast).toArray(X509Certificate[]::new);
        } catch (CertificateException e) {
            throw unusable(setting, file, "contains a certificate that cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** Returns an RSA, EC or Ed25519 key. */
    static PrivateKey key(Setting setting, Path file, FileContents contents) {
        String text = text(setting, file, contents);
        Matcher matcher = KEY.matcher(text);
        if (!matcher.find()) {
            throw unusable(setting, file, withoutKey(text, file), null);
        }
        byte[] key;
        try {
            key = Base64.getMimeDecoder().decode(matcher.group(1));
        } catch (IllegalArgumentException e) {
            throw unusable(setting, file, "contains a private key that cannot be read (" + e.getMessage() + ")", e);
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
            } catch (GeneralSecurityException e) {
                // Perhaps another algorithm.
            }
        }
        throw unusable(setting, file, "contains a private key that is not one of " + ALGORITHMS, null);
    }

    private static String withoutKey(String text, Path file) {
        Matcher old = OLD_KEY.matcher(text);
        if (!old.find()) {
            return "contains no private key in PEM (-----BEGIN PRIVATE KEY-----)";
        }
        return old.group(1).equals("ENCRYPTED")
                ? "contains an encrypted key; it must not have a passphrase: openssl pkey -in " + file
                        + " -out plain.pem"
                : "contains a key in an old format; convert it: openssl pkcs8 -topk8 -nocrypt -in " + file
                        + " -out pkcs8.pem";
    }

    private static String text(Setting setting, Path file, FileContents contents) {
        try {
            return contents.text(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw unusable(setting, file, "does not exist", e);
        } catch (IOException e) {
            throw unusable(setting, file, "cannot be read (" + e + ")", e);
        }
    }

    static InvalidSettingException unusable(Setting setting, Path file, String problem, @Nullable Throwable cause) {
        InvalidSettingException exception =
                new InvalidSettingException(setting.key() + ": the file " + file + " " + problem);
        if (cause != null) {
            exception.initCause(cause);
        }
        return exception;
    }
}
