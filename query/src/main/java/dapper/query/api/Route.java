// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.server.http.Problem;
import java.util.Set;

/**
 * One path of the API, answered to GET.
 *
 * @param parameters the query parameters it takes; any other is refused
 */
record Route(String path, Set<String> parameters, Answer answer) {

    /** Answers one request; everything it throws becomes a {@link Problem}. */
    @FunctionalInterface
    interface Answer {
        void to(Exchange exchange) throws Exception;
    }
}
