// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of non-blocking input and output: its callbacks belong to the request, and so do their exceptions. */
public abstract class NonBlockingContract extends ServletContract {
    /** Returns whether the API has listeners for non-blocking input and output, Servlet 3.1. */
    protected boolean isNonBlocking() {
        return true;
    }

    /** Returns whether an asynchronous request may be completed while a non-blocking write of its response is pending. */
    protected boolean completesPendingWrites() {
        return true;
    }

    @Test
    void theCallbacksOfNonBlockingInputBelongToTheRequest() throws Exception {
        assumeTrue(isNonBlocking());
        HttpRequest request = request("/non-blocking/read")
                .POST(HttpRequest.BodyPublishers.ofString("some data"))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

        RecordedSpan server = takeWithChildren("data available", "all data read");
        assertThat(server).hasName("POST /app/non-blocking/*");
    }

    @Test
    void theCallbacksOfNonBlockingOutputBelongToTheRequest() throws Exception {
        assumeTrue(isNonBlocking());
        assertThat(get("/non-blocking/write").body()).isEqualTo("written");

        takeWithChildren("write possible");
    }

    /** The response is complete when the client has read enough of it, on whichever thread that happens. */
    @Test
    void theListenersOfAResponseThatIsCompleteLaterBelongToTheRequest() throws Exception {
        assumeTrue(isNonBlocking() && completesPendingWrites() && !overHttp2());
        try (RawConnection connection = new RawConnection(uri(""))) {
            connection.send("GET /app/non-blocking/write-much HTTP/1.0\r\n\r\n");
            assertThat(connection.statusLine()).contains(" 200");
            HandlerWork.awaitWritten();
            connection.readToEnd();
        }
        takeWithChildren("write possible", "complete");
    }

    /** The client may get no response. Over HTTP/2 Tomcat 11 may reset the stream of a request that follows. */
    @ParameterizedTest
    @ValueSource(strings = {"/non-blocking/broken-read", "/non-blocking/broken-end", "/non-blocking/broken-write"})
    void anExceptionInANonBlockingCallbackIsThatOfTheRequest(String path) throws Exception {
        assumeTrue(isNonBlocking() && !overHttp2());
        HttpRequest request = request(path)
                .POST(HttpRequest.BodyPublishers.ofString("some data"))
                .build();
        try {
            client.send(request, BodyHandlers.discarding());
        } catch (IOException closed) {
            // Only the span counts.
        }
        assertThat(spans().takeOne())
                .hasName("POST /app/non-blocking/*")
                .hasException(IllegalStateException.class, "broken");
    }
}
