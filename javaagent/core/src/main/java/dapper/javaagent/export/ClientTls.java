// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.javaagent.config.OtlpConfig;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS for the connection to the collector, from the PEM files in {@code OTEL_EXPORTER_OTLP_CERTIFICATE} and related
 * settings.
 */
public final class ClientTls {
    private static final String BEGIN_KEY = "-----BEGIN PRIVATE KEY-----";
    private static final String END_KEY = "-----END PRIVATE KEY-----";
    private static final char[] NO_PASSWORD = new char[0];

    private ClientTls() {}

    public static SSLSocketFactory socketFactory(OtlpConfig config) throws UnusableCertificateException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(config), trustManagers(config.certificate()), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new UnusableCertificateException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static TrustManager @Nullable [] trustManagers(@Nullable String file)
            throws GeneralSecurityException, UnusableCertificateException {
        if (file == null) {
            return null;
        }
        KeyStore store = emptyStore(file);
        for (Certificate certificate : certificates(file)) {
            store.setCertificateEntry("trusted-" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keyManagers(OtlpConfig config)
            throws GeneralSecurityException, UnusableCertificateException {
        String keyFile = config.clientKey();
        String chainFile = config.clientCertificate();
        if (keyFile == null && chainFile == null) {
            return null;
        }
        if (keyFile == null || chainFile == null) {
            throw new UnusableCertificateException(
                    "otel.exporter.otlp.client.key and otel.exporter.otlp.client.certificate need each other",
                    new IOException("one file is missing"));
        }
        KeyStore store = emptyStore(keyFile);
        store.setKeyEntry(
                "client",
                privateKey(keyFile),
                NO_PASSWORD,
                certificates(chainFile).toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore(String file) throws GeneralSecurityException, UnusableCertificateException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new UnusableCertificateException(file + " cannot be used: " + e.getMessage(), e);
        }
        return store;
    }

    private static Collection<? extends Certificate> certificates(String file) throws UnusableCertificateException {
        try (InputStream in = new FileInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (!certificates.isEmpty()) {
                return certificates;
            }
            throw new CertificateException("no certificate in it");
        } catch (IOException | CertificateException e) {
            throw new UnusableCertificateException(file + " is no readable PEM certificate: " + e.getMessage(), e);
        }
    }

    private static PrivateKey privateKey(String file) throws UnusableCertificateException {
        try {
            String pem = text(file);
            int begin = pem.indexOf(BEGIN_KEY);
            int end = pem.indexOf(END_KEY);
            if (begin < 0 || end < begin) {
                throw new InvalidKeySpecException(
                        "no PKCS#8 key in it; convert it with 'openssl pkcs8 -topk8 -nocrypt'");
            }
            byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN_KEY.length(), end));
            return privateKey(new PKCS8EncodedKeySpec(encoded));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new UnusableCertificateException(file + " is no usable private key: " + e.getMessage(), e);
        }
    }

    private static PrivateKey privateKey(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(spec);
        } catch (InvalidKeySpecException notRsa) {
            return KeyFactory.getInstance("EC").generatePrivate(spec);
        }
    }

    private static String text(String file) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] buffer = new byte[8_192];
        try (InputStream in = new FileInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                text.write(buffer, 0, read);
            }
        }
        return new String(text.toByteArray(), StandardCharsets.ISO_8859_1);
    }
}
