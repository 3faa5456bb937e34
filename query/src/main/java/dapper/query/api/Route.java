// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.server.http.Problem;
import java.util.Set;

/**
 * One path of the API with a method.
 *
 * @param writes whether it needs the scope {@code admin}
 * @param parameters the query parameters it takes; any other is refused
 */
record Route(Method method, boolean writes, String path, Set<String> parameters, Answer answer) {

    /** A method of HTTP, and whether it usually writes. */
    enum Method {
        GET(false),
        POST(true),
        PUT(true),
        DELETE(true);

        private final boolean writes;

        Method(boolean writes) {
            this.writes = writes;
        }

        boolean writes() {
            return writes;
        }
    }

    Route(Method method, String path, Set<String> parameters, Answer answer) {
        this(method, method.writes(), path, parameters, answer);
    }

    /** A path that is answered to GET. */
    Route(String path, Set<String> parameters, Answer answer) {
        this(Method.GET, path, parameters, answer);
    }

    /** A path that takes data in the body and changes nothing. */
    static Route ofBody(String path, Set<String> parameters, Answer answer) {
        return new Route(Method.POST, false, path, parameters, answer);
    }

    /** Answers one request; everything it throws becomes a {@link Problem}. */
    @FunctionalInterface
    interface Answer {
        void to(Exchange exchange) throws Exception;
    }
}
