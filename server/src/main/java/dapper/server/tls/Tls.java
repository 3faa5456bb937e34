// SPDX-License-Identifier: Apache-2.0
package dapper.server.tls;

import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import dapper.server.settings.WatchedFiles;
import io.grpc.ServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettySslContextServerCredentials;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of the servers of a process, and the authorities of their clients. Changed files are in force from the
 * next handshake on; connections stay open.
 */
public final class Tls {
    private static final Setting CERTIFICATE = new Setting(
            "dapper.tls.certificate",
            "",
            "PEM file with the certificate of the servers and its intermediates; empty for no TLS; read again when it changes");
    private static final Setting KEY = new Setting(
            "dapper.tls.key", "", "PEM file with the certificate's private key (PKCS#8); read again when it changes");
    private static final Setting CLIENT_CA = new Setting(
            "dapper.tls.client-ca",
            "",
            "PEM file with the authorities of client certificates; read again when it changes");

    public static final List<Setting> SETTINGS = List.of(CERTIFICATE, KEY, CLIENT_CA);

    private final Identity identity;
    private final @Nullable Trust clients;

    private Tls(Identity identity, @Nullable Trust clients) {
        this.identity = identity;
        this.clients = clients;
    }

    /**
     * Returns null if no certificate is set.
     *
     * @param files gets the files to watch
     * @throws InvalidSettingException for a file that is missing, invalid or expired, or that does not match the other
     */
    public static @Nullable Tls read(Settings settings, WatchedFiles files) {
        Path certificate = settings.pathOrNull(CERTIFICATE);
        Path key = settings.pathOrNull(KEY);
        Path ca = settings.pathOrNull(CLIENT_CA);
        if (certificate == null && key == null && ca == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new InvalidSettingException(CERTIFICATE.key() + " and " + KEY.key() + " must be set together");
        }
        return new Tls(
                new Identity(CERTIFICATE, certificate, KEY, key, files),
                ca == null ? null : new Trust(CLIENT_CA, ca, Verification.CERTIFICATE_ONLY_VERIFICATION, files));
    }

    /** Returns whether certificates of clients can be checked. */
    public boolean hasClientAuthorities() {
        return clients != null;
    }

    /** Returns the end of the certificate's validity, in milliseconds since 1970. */
    public long notAfterMillis() {
        return identity.notAfterMillis();
    }

    /** For Jetty. */
    public SslContextFactory.Server jetty(ClientCertificates asked) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        Trust trust = trust(asked);
        factory.setSslContext(context(identity, trust));
        onChange(trust, () -> renew(factory, trust));
        factory.setWantClientAuth(asked == ClientCertificates.OPTIONAL);
        factory.setNeedClientAuth(asked == ClientCertificates.REQUIRED);
        return factory;
    }

    /**
     * A new context has no sessions. A client that resumes one shows no certificate to be checked, and sees none of the
     * server.
     */
    private void onChange(@Nullable Trust trust, Runnable renewal) {
        identity.onChange(renewal);
        if (trust != null) {
            trust.onChange(renewal);
        }
    }

    private void renew(SslContextFactory.Server factory, @Nullable Trust trust) {
        try {
            factory.reload(changed -> factory.setSslContext(context(identity, trust)));
        } catch (Exception e) {
            throw new IllegalStateException("sessions from before the change remain", e);
        }
    }

    /** For gRPC. */
    public ServerCredentials grpc(ClientCertificates asked) {
        Trust trust = trust(asked);
        RenewedSslContext context = new RenewedSslContext(() -> grpcContext(asked, trust));
        onChange(trust, context::renew);
        return NettySslContextServerCredentials.create(context);
    }

    private SslContext grpcContext(ClientCertificates asked, @Nullable Trust trust) {
        SslContextBuilder builder = GrpcSslContexts.configure(SslContextBuilder.forServer(identity.manager()));
        if (trust != null) {
            builder.trustManager(trust.manager())
                    .clientAuth(asked == ClientCertificates.REQUIRED ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
        }
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("gRPC has TLS of its own", e);
        }
    }

    private @Nullable Trust trust(ClientCertificates asked) {
        if (asked != ClientCertificates.NONE && clients == null) {
            throw new InvalidSettingException(
                    "client certificates need " + CLIENT_CA.key() + ", the authorities that issue them");
        }
        return asked == ClientCertificates.NONE ? null : clients;
    }

    /** @param trust null to accept no certificate of a peer */
    static SSLContext context(@Nullable Identity identity, @Nullable Trust trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    identity == null ? null : new KeyManager[] {identity.manager()},
                    trust == null ? null : new TrustManager[] {trust.manager()},
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }
}
