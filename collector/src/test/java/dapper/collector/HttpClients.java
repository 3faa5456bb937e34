// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

/** Sends requests to a collector's HTTP port as any sender would. */
public final class HttpClients {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Of one request, which may have 20,000 traces. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private HttpClients() {}

    public static HttpResponse<byte[]> post(Collector to, String contentType, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return postTo(to, "/v1/traces", contentType, body, headers);
    }

    /** Like {@link #post}, for use on other threads. */
    public static int status(Collector to, String contentType, byte[] body, String... headers) {
        try {
            return post(to, contentType, body, headers).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static HttpResponse<byte[]> postTo(
            Collector to, String path, String contentType, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request(to, path).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    public static HttpResponse<String> get(Collector from, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(from, path).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Collector collector, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + collector.httpPort() + path))
                .timeout(PATIENCE);
    }

    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    /** Waits until a metric has the expected value: an answer may arrive before the last step of its request. */
    public static void awaitMetric(Collector collector, String nameAndLabels, double expected)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!isMetric(collector, nameAndLabels, expected)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(
                        nameAndLabels + " is " + metric(collector, nameAndLabels) + ", not " + expected);
            }
        }
    }

    private static boolean isMetric(Collector collector, String nameAndLabels, double expected)
            throws IOException, InterruptedException {
        String prefix = nameAndLabels + " ";
        return get(collector, "/metrics")
                .body()
                .lines()
                .anyMatch(line ->
                        line.startsWith(prefix) && Double.parseDouble(line.substring(prefix.length())) == expected);
    }

    /** Returns the value of one metric, named with its labels as in the text. */
    public static double metric(Collector collector, String nameAndLabels) throws IOException, InterruptedException {
        return get(collector, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(nameAndLabels + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(nameAndLabels.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + nameAndLabels));
    }
}
