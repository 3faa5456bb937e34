// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import static dapper.query.testing.TestSpan.span;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.api.Readers;
import dapper.query.testing.InMemoryAlerts;
import dapper.query.testing.InMemoryCalls;
import dapper.query.viewer.Setup;
import dapper.server.ServerProcess;
import dapper.server.settings.Settings;
import dapper.storage.NameList;
import dapper.storage.Operation;
import dapper.storage.Resource;
import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.SpanPages;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that hold a connection, and with it a thread or memory, and send or take next to nothing. */
@Timeout(120)
class SlowClientsTest {
    private static final int SOCKETS = 200;
    private static final TraceId LARGE = new TraceId(1, 2);
    private static final int PAGES = 400;
    private static final int SPANS_OF_A_PAGE = 50;
    private static final int SPAN_BYTES = 2_000;
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
    /** One for all: the connections of many clients would reach the limit of the service while a test waits for it. */
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Has one trace, about 40 MB as JSON, and takes two seconds to list services. */
    private static final class SlowStore implements TraceReader {
        @Override
        public boolean spans(TraceId id, SpanPages pages) {
            List<Span> page = new ArrayList<>();
            for (int i = 1; i <= SPANS_OF_A_PAGE; i++) {
                page.add(span(id, i, 0, 5, 6)
                        .attribute("text", "x".repeat(SPAN_BYTES))
                        .build());
            }
            boolean more = true;
            for (int i = 0; i < PAGES && more; i++) {
                more = pages.take(page, 1 << 20);
            }
            return more;
        }

        @Override
        public NameList<String> services() {
            spinUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
            return new NameList<>(List.of("late"), true);
        }

        @Override
        public NameList<Resource> resources(String service) {
            return new NameList<>(List.of(), true);
        }

        @Override
        public NameList<Operation> operations(String service) {
            return new NameList<>(List.of(), true);
        }

        @Override
        public SearchPage search(TraceQuery query, @Nullable TraceFilter filter) {
            throw new IllegalStateException("nobody searches");
        }
    }

    private final QueryServer server = start(Duration.ofMillis(500));

    private static QueryServer start(Duration patience) {
        return QueryServer.start(
                QueryConfig.from(new Settings(Map.of("dapper.query.port", "0")::get)),
                new ServerProcess(),
                tenant -> new Readers(new SlowStore(), new InMemoryCalls(), new InMemoryAlerts()),
                Setup.UNKNOWN,
                patience);
    }

    @AfterEach
    void theServiceLivesOn() throws Exception {
        String metrics = get("/metrics");
        while (!metrics.contains("dapper_query_answer_memory_bytes 0.0\n")) {
            metrics = get("/metrics");
        }
        assertThat(get("/health/live")).isEqualTo("live\n");
        server.close();
    }

    @Test
    void areClosedWhenTheHeadTrickles() throws Exception {
        assertAllClosed("GET /api/v1/services HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        assertThat(get("/metrics")).contains("dapper_query_slow_clients_total " + SOCKETS + ".0\n");
    }

    @Test
    void areClosedWhenTheBodyTrickles() throws Exception {
        assertAllClosed("GET /health/live HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
        assertAllClosed("POST /api/v1/services HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
    }

    @Test
    void areClosedWhenTheyDoNotTakeALargeAnswer() throws Exception {
        // More than can be answered at a time: the others get 503.
        assertAllClosed("GET /api/v1/traces/" + LARGE + "/otlp HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(get("/metrics")).doesNotContain("dapper_query_slow_clients_total 0.0\n");
    }

    @Test
    void getTheWholeAnswerWhenTheyTakeItAtTheLeastRate() throws Exception {
        long bytes = 0;
        long begun = System.nanoTime();
        // Long enough that a busy machine does not make this client one that is too slow.
        try (QueryServer other = start(Duration.ofSeconds(3));
                Socket socket = new Socket("127.0.0.1", other.port())) {
            socket.setSoTimeout(60_000);
            write(
                    socket,
                    "GET /api/v1/traces/" + LARGE + "/otlp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            byte[] buffer = new byte[64 << 10];
            InputStream in = socket.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                // Slower than the service, faster than the limit, for longer than the patience.
                spinUntil(System.nanoTime() + (bytes < 10_000_000 ? SLOW_NANOS : 0));
            }
        }
        assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.SECONDS.toNanos(3));
        assertThat(bytes).isGreaterThan((long) PAGES * SPANS_OF_A_PAGE * SPAN_BYTES);
    }

    @Test
    void areNotThoseWhoseAnswerTheServiceTakesLongToMake() throws Exception {
        try (QueryServer other = start(Duration.ofMillis(100));
                Socket socket = new Socket("127.0.0.1", other.port())) {
            socket.setSoTimeout(60_000);
            // A body that is not read either.
            write(socket, "GET /api/v1/services HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n");
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("late");
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }

    /** Sends a byte now and then and none of the rest, and takes a byte now and then, on many connections. */
    private void assertAllClosed(String beginning) throws IOException {
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < SOCKETS; i++) {
            Socket socket = connect();
            socket.setSoTimeout(1);
            write(socket, beginning);
            open.add(socket);
        }
        while (!open.isEmpty()) {
            open.removeIf(SlowClientsTest::isClosed);
        }
    }

    private static void spinUntil(long nanoTime) {
        while (System.nanoTime() - nanoTime < 0) {
            Thread.onSpinWait();
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 << 10);
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.getOutputStream().write(' ');
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
