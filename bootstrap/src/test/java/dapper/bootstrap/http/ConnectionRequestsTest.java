// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.Tracer;
import org.junit.jupiter.api.Test;

class ConnectionRequestsTest {
    private final ConnectionRequests requests = new ConnectionRequests();
    private final Object connection = new Object();

    private static Span span() {
        RecordedSpans.install(true);
        return (Span) Tracer.startLocalRoot(null, "GET", SpanKind.SERVER, null, "/");
    }

    @Test
    void aConnectionServesOneRequestAfterTheOther() {
        Span first = span();
        Span second = span();

        assertThat(requests.isIdle(connection)).isTrue();
        requests.begin(connection, first);
        assertThat(requests.isIdle(connection)).isFalse();
        assertThat(requests.get(connection)).isSameAs(first);
        requests.end(connection, 204);
        assertThat(requests.isIdle(connection)).isFalse();
        assertThat(requests.get(connection)).isNull();
        requests.recycle(connection, 200);
        assertThat(requests.isIdle(connection)).isTrue();
        requests.begin(connection, second);

        assertThat(requests.get(connection)).isSameAs(second);
        assertThat(RecordedSpans.attributes(first)).contains(entry("http.response.status_code", 204L));
    }

    @Test
    void aRequestThatNobodyEndedEndsWhenTheConnectionIsUsedAgain() {
        Span lost = span();
        requests.begin(connection, lost);

        requests.recycle(connection, 503);

        assertThat(RecordedSpans.attributes(lost)).contains(entry("http.response.status_code", 503L));
        assertThat(requests.isIdle(connection)).isTrue();
    }

    @Test
    void recyclingWhatNeverServedDoesNothing() {
        requests.recycle(connection, 200);

        assertThat(requests.isIdle(connection)).isTrue();
    }
}
