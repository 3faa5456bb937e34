// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import dapper.query.alerts.rule.Receiver;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/**
 * Sends bodies to receivers. It follows no redirect, because the body is for the host of the file, and reads no body of an
 * answer. Messages never have the URL, which may hold a secret. Safe for many threads.
 */
public final class HttpPost {
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TO_CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Never fails. */
    CompletableFuture<Outcome> send(Receiver receiver, byte[] json) {
        HttpRequest request = HttpRequest.newBuilder(address(receiver))
                .timeout(TO_ANSWER)
                .header("Content-Type", "application/json")
                .header("User-Agent", "dapper")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApply(HttpPost::outcome)
                .exceptionally(HttpPost::failure);
    }

    private static URI address(Receiver receiver) {
        URI url = receiver.url();
        if (receiver.type() != Receiver.Type.ALERTMANAGER) {
            return url;
        }
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return URI.create(url.getScheme() + "://" + url.getRawAuthority() + path + AlertmanagerPayload.PATH + query);
    }

    private static Outcome outcome(HttpResponse<InputStream> answer) {
        try {
            answer.body().close();
        } catch (IOException e) {
            return Outcome.failed("its answer broke off");
        }
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return Outcome.TAKEN;
        }
        String redirect = status / 100 == 3 ? ", a redirect, which is not followed" : "";
        return new Outcome(
                false, "it answered " + status + redirect, status / 100 == 4 && status != 408 && status != 429);
    }

    private static Outcome failure(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String problem = cause instanceof HttpTimeoutException
                ? "it did not answer in time"
                : cause instanceof ConnectException
                        ? "no connection could be made"
                        : cause instanceof SSLException ? "TLS failed" : "the connection broke off";
        return Outcome.failed(problem);
    }
}
