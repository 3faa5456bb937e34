// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.server.http.Problem;
import java.util.Set;

/**
 * One path of the API with a method.
 *
 * @param parameters the query parameters it takes; any other is refused
 */
record Route(Method method, String path, Set<String> parameters, Answer answer) {

    /** A method of HTTP. Those that write need the scope {@code admin}. */
    enum Method {
        GET(false),
        POST(true),
        DELETE(true);

        private final boolean writes;

        Method(boolean writes) {
            this.writes = writes;
        }

        boolean writes() {
            return writes;
        }
    }

    /** A path that is answered to GET. */
    Route(String path, Set<String> parameters, Answer answer) {
        this(Method.GET, path, parameters, answer);
    }

    /** Answers one request; everything it throws becomes a {@link Problem}. */
    @FunctionalInterface
    interface Answer {
        void to(Exchange exchange) throws Exception;
    }
}
