// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.javaagent.config.AgentVersion;
import dapper.javaagent.config.Endpoint;
import dapper.javaagent.config.OtlpConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Sends OTLP over HTTP in protobuf, with the JDK's own client. */
final class HttpSender implements Sender {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final int MAX_RESPONSE = 1 << 16;

    private final OtlpConfig config;
    private final @Nullable SSLSocketFactory tls;
    private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();

    HttpSender(OtlpConfig config) throws UnusableCertificateException {
        this(config, config.endpoint().isTls() ? ClientTls.socketFactory(config) : null);
    }

    private HttpSender(OtlpConfig config, @Nullable SSLSocketFactory tls) {
        this.config = config;
        this.tls = tls;
    }

    /** Returns a sender for another path of the same server, over the same connections. */
    HttpSender beside(OtlpConfig config) {
        return new HttpSender(config, tls);
    }

    /** An address for HTTP is specific to one signal, so the signal is not needed here. */
    @Override
    public ExportResult send(Signal signal, OtlpRequest request) {
        Endpoint endpoint = config.endpoint();
        try {
            HttpURLConnection connection = open(endpoint);
            write(request, connection);
            int status = connection.getResponseCode();
            byte[] body = body(connection, status);
            return status / 100 == 2
                    ? OtlpResponse.success(isProtobuf(connection) ? body : new byte[0])
                    : HttpFailures.status(
                            endpoint,
                            status,
                            connection.getHeaderField("Retry-After"),
                            isProtobuf(connection) ? OtlpResponse.statusMessage(body) : "");
        } catch (IOException e) {
            return HttpFailures.exception(endpoint, e);
        }
    }

    private HttpURLConnection open(Endpoint endpoint) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(endpoint.url()).openConnection();
        if (connection instanceof HttpsURLConnection && tls != null) {
            ((HttpsURLConnection) connection).setSSLSocketFactory(tls);
        }
        connection.setConnectTimeout((int) config.timeoutMillis());
        connection.setReadTimeout((int) config.timeoutMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setDoOutput(true);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", PROTOBUF);
        connection.setRequestProperty("User-Agent", "Dapper-OTLP-Exporter-Java/" + AgentVersion.get());
        for (Map.Entry<String, String> header : config.headers().entrySet()) {
            connection.setRequestProperty(header.getKey(), header.getValue());
        }
        return connection;
    }

    private void write(OtlpRequest request, HttpURLConnection connection) throws IOException {
        if (!config.isGzip()) {
            connection.setFixedLengthStreamingMode(request.length());
            try (OutputStream out = connected(connection)) {
                request.writeTo(out, 0);
            }
            return;
        }
        compressed.reset();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            request.writeTo(gzip, 0);
        }
        connection.setRequestProperty("Content-Encoding", "gzip");
        connection.setFixedLengthStreamingMode(compressed.size());
        try (OutputStream out = connected(connection)) {
            compressed.writeTo(out);
        }
    }

    private OutputStream connected(HttpURLConnection connection) throws IOException {
        try {
            return connection.getOutputStream();
        } catch (IOException e) {
            // Nothing but the handshake is read before the request is written.
            throw "Read timed out".equals(e.getMessage())
                    ? new IOException(HttpFailures.NO_HANDSHAKE + " within " + config.timeoutMillis() + " ms", e)
                    : e;
        }
    }

    private static boolean isProtobuf(HttpURLConnection connection) {
        String type = connection.getContentType();
        return type != null && type.startsWith(PROTOBUF);
    }

    private static byte[] body(HttpURLConnection connection, int status) throws IOException {
        try (InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return in == null ? new byte[0] : Bytes.readAll(in, MAX_RESPONSE);
        }
    }

    @Override
    public void close() {
        // The JDK keeps idle connections for a few seconds, on no thread of ours.
    }
}
