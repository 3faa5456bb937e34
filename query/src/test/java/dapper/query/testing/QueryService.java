// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import dapper.query.QueryConfig;
import dapper.query.QueryServer;
import dapper.query.api.Readers;
import dapper.query.viewer.Setup;
import dapper.server.ListenAddress;
import dapper.server.ServerProcess;
import dapper.server.settings.Settings;
import dapper.server.tls.ClientCertificates;
import dapper.storage.Tenant;
import dapper.storage.TraceReader;
import dapper.storage.calls.CallReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A running query service on a free port, and a client for it. */
public final class QueryService implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final QueryServer server;

    private QueryService(QueryServer server) {
        this.server = server;
    }

    /** @param settings key, value, key, value... */
    public static QueryService start(TraceReader reader, String... settings) {
        return start(reader, Setup.UNKNOWN, settings);
    }

    /** @param settings key, value, key, value... */
    public static QueryService start(TraceReader reader, Setup setup, String... settings) {
        Map<String, String> given = new HashMap<>(Map.of("dapper.query.port", "0"));
        for (int i = 0; i < settings.length; i += 2) {
            given.put(settings[i], settings[i + 1]);
        }
        return start(QueryConfig.from(new Settings(given::get)), reader, setup);
    }

    /** A service with counted calls. */
    public static QueryService start(TraceReader reader, CallReader calls) {
        return start(new Readers(reader, calls, new InMemoryAlerts()), Setup.UNKNOWN);
    }

    /** A service with these stores, and settings: key, value, key, value... */
    public static QueryService start(Readers readers, Setup setup, String... settings) {
        return start(new ServerProcess(), readers, setup, settings);
    }

    /** A service with the stores of that process, and settings: key, value, key, value... */
    public static QueryService start(ServerProcess process, Readers readers, String... settings) {
        return start(process, readers, Setup.UNKNOWN, settings);
    }

    private static QueryService start(ServerProcess process, Readers readers, Setup setup, String... settings) {
        Map<String, String> given = new HashMap<>(Map.of("dapper.query.port", "0"));
        for (int i = 0; i < settings.length; i += 2) {
            given.put(settings[i], settings[i + 1]);
        }
        return new QueryService(
                QueryServer.start(QueryConfig.from(new Settings(given::get)), process, tenant -> readers, setup));
    }

    /** @param memoryBytes heap that all answers together may take */
    public static QueryService start(TraceReader reader, long memoryBytes) {
        return start(reader, memoryBytes, Duration.ofMinutes(2));
    }

    /** @param memoryWait how long a request waits for a part of it */
    public static QueryService start(TraceReader reader, long memoryBytes, Duration memoryWait) {
        QueryConfig config = new QueryConfig(
                new ListenAddress("dapper.query", "127.0.0.1", 0),
                ClientCertificates.NONE,
                Duration.ofHours(1),
                50,
                32,
                memoryBytes,
                memoryWait,
                QueryConfig.from(new Settings(key -> null)).live(),
                QueryConfig.from(new Settings(key -> null)).insights(),
                QueryConfig.from(new Settings(key -> null)).alerts());
        return start(config, reader, Setup.UNKNOWN);
    }

    private static QueryService start(QueryConfig config, TraceReader reader, Setup setup) {
        return new QueryService(QueryServer.start(
                config,
                new ServerProcess(),
                tenant -> new Readers(reader, new InMemoryCalls(), new InMemoryAlerts()),
                setup));
    }

    /** A service with the certificates and tokens of that process. */
    public static QueryService start(ServerProcess process, Function<Tenant, TraceReader> readers) {
        QueryConfig config = QueryConfig.from(new Settings(Map.of("dapper.query.port", "0")::get));
        return new QueryService(QueryServer.start(
                config,
                process,
                readers.andThen(traces -> new Readers(traces, new InMemoryCalls(), new InMemoryAlerts())),
                Setup.UNKNOWN));
    }

    public int port() {
        return server.port();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    /** @param headers name, value, name, value... */
    public HttpAnswer get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /**
     * @param fields in the encoding of a form
     * @param headers name, value, name, value...
     */
    public HttpAnswer form(String path, String fields, String... headers) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public HttpAnswer post(String path, String contentType, HttpRequest.BodyPublisher body) {
        return send(request(path).header("Content-Type", contentType).POST(body));
    }

    /** @param headers name, value, name, value... */
    public HttpAnswer json(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public HttpAnswer post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url(path))).timeout(Duration.ofSeconds(60));
    }

    private static HttpAnswer send(HttpRequest.Builder request) {
        try {
            return new HttpAnswer(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
