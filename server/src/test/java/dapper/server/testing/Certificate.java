// SPDX-License-Identifier: Apache-2.0
package dapper.server.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate for localhost that is its own authority, made with the JDK's keytool. */
public final class Certificate {
    private static final String PASSWORD = "changeit";

    private final KeyStore store;

    private Certificate(KeyStore store) {
        this.store = store;
    }

    /** @param options further options of keytool -genkeypair */
    public static Certificate make(String name, String... options) {
        try {
            Path folder = Files.createTempDirectory("dapper-certificate");
            Path file = folder.resolve("store.p12");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "it",
                    "-keystore",
                    file.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "SAN=dns:localhost,ip:127.0.0.1",
                    "-ext",
                    "BC=ca:true"));
            command.addAll(List.of(options));
            Process keytool =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(Files.readAllBytes(file)), PASSWORD.toCharArray());
            Files.delete(file);
            Files.delete(folder);
            return new Certificate(store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the certificate as PEM. */
    public Path writeTo(Path file) {
        try {
            return Files.writeString(
                    file, pem("CERTIFICATE", store.getCertificate("it").getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the private key as PEM, in PKCS#8. */
    public Path writeKeyTo(Path file) {
        try {
            return Files.writeString(
                    file,
                    pem(
                            "PRIVATE KEY",
                            store.getKey("it", PASSWORD.toCharArray()).getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + what
                + "-----\n";
    }

    /** Returns the context of a client that trusts this certificate and those, and shows its own if it has one. */
    public SSLContext clientContext(@Nullable Certificate own, Certificate... others) {
        List<Certificate> trusted = new ArrayList<>(List.of(others));
        trusted.add(this);
        return context(own, trusted);
    }

    /** Returns the context of a server with this certificate, which trusts that certificate of clients. */
    public SSLContext serverContext(@Nullable Certificate client) {
        return context(this, client == null ? List.of() : List.of(client));
    }

    private static SSLContext context(@Nullable Certificate own, List<Certificate> trusted) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            if (own != null) {
                keys.init(own.store, PASSWORD.toCharArray());
            }
            if (!trusted.isEmpty()) {
                KeyStore authorities = KeyStore.getInstance("PKCS12");
                authorities.load(null, null);
                for (int i = 0; i < trusted.size(); i++) {
                    authorities.setCertificateEntry(
                            "it" + i, trusted.get(i).store.getCertificate("it"));
                }
                trust.init(authorities);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    own == null ? null : keys.getKeyManagers(),
                    trusted.isEmpty() ? null : trust.getTrustManagers(),
                    null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
