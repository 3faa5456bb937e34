// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dapper.bootstrap.call.ServerCall;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionRequestsTest {
    private static final ReceivedRequest REQUEST = new ReceivedRequest("GET", "/", null);

    private final ConnectionRequests<ReceivedRequest, Integer> requests =
            new ConnectionRequests<>(new ServerCalls<>("test", new ReceivedRequest.Getter()));
    private final Object connection = new Object();

    @BeforeEach
    void record() {
        RecordedSpans.install(true);
    }

    @Test
    void aConnectionServesOneRequestAfterTheOther() {
        assertThat(requests.isIdle(connection)).isTrue();
        ServerCall first = requests.start(connection, REQUEST);
        assertThat(requests.isIdle(connection)).isFalse();
        assertThat(requests.get(connection)).isSameAs(first);
        requests.end(connection, 204);
        assertThat(requests.isIdle(connection)).isFalse();
        assertThat(requests.get(connection)).isNull();
        requests.recycle(connection, 200);
        assertThat(requests.isIdle(connection)).isTrue();
        ServerCall second = requests.start(connection, REQUEST);

        assertThat(requests.get(connection)).isSameAs(second);
        assertThat(RecordedSpans.attributes(first.span())).contains(entry("http.response.status_code", 204L));
    }

    @Test
    void aRequestThatNobodyEndedEndsWhenTheConnectionIsUsedAgain() {
        ServerCall lost = requests.start(connection, REQUEST);

        requests.recycle(connection, 503);

        assertThat(RecordedSpans.attributes(lost.span())).contains(entry("http.response.status_code", 503L));
        assertThat(requests.isIdle(connection)).isTrue();
    }

    @Test
    void onlyARequestThatDidNotBeginIsRejected() {
        RecordedSpans recorded = RecordedSpans.install(true);
        requests.reject(connection, REQUEST, 400);
        requests.reject(connection, REQUEST, 400);

        assertThat(recorded.finished).hasSize(1);
        assertThat(requests.isIdle(connection)).isFalse();
    }

    @Test
    void recyclingWhatNeverServedDoesNothing() {
        requests.recycle(connection, 200);

        assertThat(requests.isIdle(connection)).isTrue();
    }
}
