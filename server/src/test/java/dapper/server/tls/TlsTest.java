// SPDX-License-Identifier: Apache-2.0
package dapper.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Settings;
import dapper.server.settings.WatchedFiles;
import dapper.server.testing.Certificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final Certificate VALID = Certificate.make("valid");

    @TempDir
    Path folder;

    @Test
    void isOffWithoutFiles() {
        assertThat(Tls.read(new Settings(key -> null), new WatchedFiles())).isNull();
    }

    @Test
    void takesACertificateWithItsKey() {
        assertThatCode(() -> read(VALID.writeTo(file("c")), VALID.writeKeyTo(file("k"))))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesFilesThatAreMissingOrEmpty() throws Exception {
        Path key = VALID.writeKeyTo(file("k"));
        Path certificate = VALID.writeTo(file("c"));
        Path empty = Files.createFile(file("empty"));

        assertRefused(file("none"), key, "dapper.tls.certificate: the file " + file("none") + " does not exist");
        assertRefused(
                empty,
                key,
                "dapper.tls.certificate: the file " + empty
                        + " contains no certificate in PEM (-----BEGIN CERTIFICATE-----)");
        assertRefused(
                certificate,
                empty,
                "dapper.tls.key: the file " + empty + " contains no private key in PEM (-----BEGIN PRIVATE KEY-----)");
        assertThatThrownBy(() -> read(Map.of("dapper.tls.certificate", certificate.toString())))
                .hasMessage("dapper.tls.certificate and dapper.tls.key must be set together");
    }

    @Test
    void refusesKeysItCannotRead() throws Exception {
        Path certificate = VALID.writeTo(file("c"));
        Path old =
                Files.writeString(file("old"), "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
        Path secret = Files.writeString(
                file("secret"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        Path noise = Files.writeString(file("noise"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

        assertRefused(
                certificate,
                old,
                "dapper.tls.key: the file " + old + " contains a key in an old format; convert it: openssl pkcs8"
                        + " -topk8 -nocrypt -in " + old + " -out pkcs8.pem");
        assertRefused(
                certificate,
                secret,
                "dapper.tls.key: the file " + secret + " contains an encrypted key; it must not have a passphrase:"
                        + " openssl pkey -in " + secret + " -out plain.pem");
        assertRefused(
                certificate,
                noise,
                "dapper.tls.key: the file " + noise + " contains a private key that is not one of [RSA, EC, Ed25519]");
    }

    @Test
    void refusesAKeyOfAnotherCertificate() {
        Path certificate = VALID.writeTo(file("c"));
        Certificate other = Certificate.make("other");
        Path key = other.writeKeyTo(file("k"));

        assertRefused(
                certificate,
                key,
                "dapper.tls.key: the file " + key + " contains a key that does not belong to the certificate in "
                        + certificate);
    }

    @Test
    void refusesACertificateOutsideItsValidity() {
        Certificate expired = Certificate.make("expired", "-startdate", "-10d", "-validity", "1");
        Certificate early = Certificate.make("early", "-startdate", "+10d", "-validity", "1");

        assertThatThrownBy(() -> read(expired.writeTo(file("c")), expired.writeKeyTo(file("k"))))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(
                        "dapper.tls.certificate: the file " + file("c") + " contains a certificate that expired at 20");
        assertThatThrownBy(() -> read(early.writeTo(file("c")), early.writeKeyTo(file("k"))))
                .hasMessageStartingWith("dapper.tls.certificate: the file " + file("c")
                        + " contains a certificate that is valid only from 20");
    }

    @Test
    void needsAnAuthorityForClientCertificates() {
        Tls tls = read(VALID.writeTo(file("c")), VALID.writeKeyTo(file("k")));

        assertThatThrownBy(() -> tls.grpc(ClientCertificates.REQUIRED))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("client certificates need dapper.tls.client-ca, the authorities that issue them");
    }

    private void assertRefused(Path certificate, Path key, String message) {
        assertThatThrownBy(() -> read(certificate, key))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(message);
    }

    private Tls read(Path certificate, Path key) {
        return read(Map.of("dapper.tls.certificate", certificate.toString(), "dapper.tls.key", key.toString()));
    }

    private static Tls read(Map<String, String> given) {
        return Tls.read(new Settings(given::get), new WatchedFiles());
    }

    private Path file(String name) {
        return folder.resolve(name);
    }
}
