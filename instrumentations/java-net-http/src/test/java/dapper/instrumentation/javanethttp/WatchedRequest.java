// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javanethttp;

import dapper.javaagent.testing.WatchedObjects;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/** A request class implemented by an application. */
final class WatchedRequest extends HttpRequest {
    private final HttpRequest request;
    private final WatchedObjects watched;

    WatchedRequest(HttpRequest request, WatchedObjects watched) {
        this.request = request;
        this.watched = watched;
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
        watched.called(HttpRequest.class, "bodyPublisher");
        return request.bodyPublisher();
    }

    @Override
    public String method() {
        watched.called(HttpRequest.class, "method");
        return request.method();
    }

    @Override
    public Optional<Duration> timeout() {
        watched.called(HttpRequest.class, "timeout");
        return request.timeout();
    }

    @Override
    public boolean expectContinue() {
        watched.called(HttpRequest.class, "expectContinue");
        return request.expectContinue();
    }

    @Override
    public URI uri() {
        watched.called(HttpRequest.class, "uri");
        return request.uri();
    }

    @Override
    public Optional<HttpClient.Version> version() {
        watched.called(HttpRequest.class, "version");
        return request.version();
    }

    @Override
    public HttpHeaders headers() {
        watched.called(HttpRequest.class, "headers");
        return request.headers();
    }
}
