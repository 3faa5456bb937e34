// SPDX-License-Identifier: Apache-2.0
package app.start;

import java.net.http.HttpClient;

/** Creates a client with its own threads while it is initialised. */
final class Clients {
    static final HttpClient CLIENT = HttpClient.newHttpClient();

    static final int SUM = Calls.STATUS + Pools.ANSWER;

    private Clients() {}
}
