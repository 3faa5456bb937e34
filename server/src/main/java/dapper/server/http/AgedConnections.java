// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Ends a connection of a certain age with its next answer. Then the client connects again, and meets the certificates
 * and authorities of that time: its own certificate is checked in the handshake only.
 */
final class AgedConnections extends Handler.Wrapper {
    private final long mostMillis;

    /** @param most the age from which on an answer is the last one; a millisecond or more */
    AgedConnections(Duration most) {
        this.mostMillis = most.toMillis();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        long created = request.getConnectionMetaData().getConnection().getCreatedTimeStamp();
        if (System.currentTimeMillis() - created >= mostMillis) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        return super.handle(request, response, callback);
    }
}
