// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import java.net.InetSocketAddress;
import org.apache.pekko.http.scaladsl.model.HttpRequest;
import org.jspecify.annotations.Nullable;

/** A request with the other end of its connection, null if that is not known. */
final class ReceivedRequest {
    final HttpRequest request;
    final @Nullable InetSocketAddress peer;

    ReceivedRequest(HttpRequest request, @Nullable InetSocketAddress peer) {
        this.request = request;
        this.peer = peer;
    }
}
