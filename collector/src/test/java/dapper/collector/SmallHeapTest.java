// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import static dapper.otlp.testing.Requests.request;
import static dapper.otlp.testing.Requests.span;
import static dapper.otlp.testing.Requests.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.TraceId;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.testing.EmbeddedCassandraExtension;
import dapper.storage.testing.TestNode;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A collector with 96 MB of heap, and 64 senders with eight of them each, all at the same time. */
@Timeout(300)
@ExtendWith(EmbeddedCassandraExtension.class)
class SmallHeapTest {
    private static final int SENDERS = 64;
    private static final int REQUEST_BYTES = 8_000_000;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final TestNode node;

    SmallHeapTest(TestNode node) {
        this.node = node;
    }

    @Test
    void refusesWhatItHasNoMemoryForAndLives() throws Exception {
        Process process = start(node.newKeyspace("small_heap"));
        try (BufferedReader output = process.inputReader()) {
            String[] ports = ports(output);
            int grpc = Integer.parseInt(ports[1]);
            URI http = URI.create("http://127.0.0.1:" + ports[2] + "/v1/traces");
            byte[] texts = request(longTexts()).toByteArray();
            byte[] small = request(smallAttributes()).toByteArray();
            byte[] json = json();
            // A hundred megabytes from a hundred kilobytes: spans without any field.
            byte[] bomb = HttpClients.gzip(emptySpans());

            List<Callable<String>> kinds = List.of(
                    () -> post(http, "application/x-protobuf", BodyPublishers.ofByteArray(texts)),
                    () -> post(http, "application/x-protobuf", chunked(texts)),
                    () -> post(http, "application/x-protobuf", BodyPublishers.ofByteArray(small)),
                    () -> post(http, "application/json", BodyPublishers.ofByteArray(json)),
                    () -> post(http, "application/x-protobuf", BodyPublishers.ofByteArray(bomb), "gzip"),
                    () -> export(grpc, texts),
                    () -> export(grpc, small),
                    () -> export(grpc, texts));
            List<String> answers = sendAll(SENDERS, kinds);

            // On a slow machine a call may also wait for so long that its request counts as too slow.
            assertThat(answers)
                    .isSubsetOf(
                            "200", "413", "429", "503", "OK", "UNAVAILABLE", "RESOURCE_EXHAUSTED", "DEADLINE_EXCEEDED");
            assertThat(process.isAlive()).isTrue();
            // Few bytes become most of the heap, which is noticed while they are decoded.
            assertThat(sendAll(4, List.of(() -> postUntilThereIsRoom(http, small))))
                    .containsOnly("413");
            byte[] last = request(span(new TraceId(9, 9), 9)).toByteArray();
            // Storage may still be behind with the spans of this sender.
            assertThat(postUntilThereIsRoom(http, last)).isEqualTo("200");
            process.outputWriter().close();
            assertThat(output.lines()).noneMatch(line -> line.contains("OutOfMemory"));
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(CassandraConfig config) throws Exception {
        InetSocketAddress cassandra = config.contactPoints().get(0);
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapCollector.class.getName(),
                        cassandra.getHostString() + ":" + cassandra.getPort(),
                        config.keyspace())
                .redirectErrorStream(true)
                .start();
    }

    private static String[] ports(BufferedReader output) throws Exception {
        StringBuilder before = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ports ")) {
                return line.split(" ");
            }
            before.append(line).append('\n');
        }
        throw new AssertionError("the collector did not start: " + before);
    }

    private static List<String> sendAll(int senders, List<Callable<String>> kinds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(senders);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            answers.add(threads.submit(kinds.get(i % kinds.size())));
        }
        List<String> results = new ArrayList<>();
        for (Future<String> answer : answers) {
            results.add(answer.get());
        }
        threads.shutdown();
        return results;
    }

    private static String post(URI uri, String contentType, BodyPublisher body, String... encoding) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(120))
                .header("Content-Type", contentType)
                .POST(body);
        if (encoding.length > 0) {
            request.header("Content-Encoding", encoding[0]);
        }
        return String.valueOf(
                CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode());
    }

    private static String postUntilThereIsRoom(URI uri, byte[] body) throws Exception {
        String answer;
        do {
            answer = post(uri, "application/x-protobuf", BodyPublishers.ofByteArray(body));
        } while (answer.equals("429") || answer.equals("503"));
        return answer;
    }

    private static BodyPublisher chunked(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }

    /** Each call uses its own connection, as agents do. */
    private static String export(int port, byte[] body) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        try {
            ClientCalls.blockingUnaryCall(
                    channel,
                    TraceServiceGrpc.getExportMethod().toBuilder(new RawMessages(), new RawMessages())
                            .build(),
                    CallOptions.DEFAULT,
                    body);
            return "OK";
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode().name();
        } finally {
            channel.shutdownNow();
        }
    }

    private static List<Span> longTexts() {
        String value = "x".repeat(16_000);
        List<Span> spans = new ArrayList<>();
        for (int i = 1; i <= REQUEST_BYTES / 80_000; i++) {
            Span.Builder span = span(new TraceId(1, i), i);
            for (int attribute = 0; attribute < 5; attribute++) {
                span.addAttributes(text("key" + attribute, value));
            }
            spans.add(span.build());
        }
        return spans;
    }

    private static List<Span> smallAttributes() {
        List<Span> spans = new ArrayList<>();
        for (int i = 1; i <= REQUEST_BYTES / 1_600; i++) {
            Span.Builder span = span(new TraceId(2, i % 100 + 1), i);
            for (int attribute = 0; attribute < 100; attribute++) {
                span.addAttributes(text(i % 1000 + "." + attribute, "v"));
            }
            spans.add(span.build());
        }
        return spans;
    }

    private static byte[] json() {
        StringBuilder spans = new StringBuilder();
        String value = "ä".repeat(8_000);
        for (int i = 1; spans.length() < REQUEST_BYTES / 2; i++) {
            spans.append(i == 1 ? "" : ",")
                    .append("{\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"")
                    .append("%016x".formatted(i))
                    .append("\",\"name\":\"n\",\"startTimeUnixNano\":\"1790000000000000000\",")
                    .append("\"endTimeUnixNano\":\"1790000000001000000\",\"attributes\":[{\"key\":\"k\",")
                    .append("\"value\":{\"stringValue\":\"")
                    .append(value)
                    .append("\"}}]}");
        }
        return ("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}").getBytes(UTF_8);
    }

    private static byte[] emptySpans() {
        byte[] spans = new byte[100_000_000];
        for (int i = 0; i < spans.length; i += 2) {
            spans[i] = 0x12;
        }
        return spans;
    }
}
