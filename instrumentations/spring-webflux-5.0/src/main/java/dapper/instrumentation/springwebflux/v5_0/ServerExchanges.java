// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.springwebflux.v5_0;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.HttpRoute;
import dapper.bootstrap.http.ServerCalls;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;

/**
 * An exchange, from its start on the server's thread to the choice of its handler on any thread. The server's call is an
 * attribute of the exchange, which all decorators of the exchange share.
 */
public final class ServerExchanges {
    private static final String CALL = "dapper.context";

    /** The path of the application, if it is not the root of its server. */
    private static final String PREFIX = "dapper.prefix";

    /** The attribute in which the predicates of functional endpoints leave their pattern, since 5.1. */
    private static final String FUNCTION_PATTERN =
            "org.springframework.web.reactive.function.server.RouterFunctions.matchingPattern";

    private ServerExchanges() {}

    /** Called on the server's thread, while it serves the request. */
    public static void created(ServerWebExchange exchange) {
        ServerCall call = ServerCall.claimRoute();
        if (call != null) {
            Map<String, Object> attributes = exchange.getAttributes();
            attributes.put(CALL, call);
            String prefix = exchange.getRequest().getPath().contextPath().value();
            if (!prefix.isEmpty()) {
                attributes.put(PREFIX, prefix);
            }
        }
    }

    public static void failed(ServerWebExchange exchange, Throwable error) {
        ServerCalls.fail(call(exchange.getAttributes()), error);
    }

    private static @Nullable ServerCall call(Map<String, Object> attributes) {
        Object call = attributes.get(CALL);
        return call instanceof ServerCall ? (ServerCall) call : null;
    }

    /** Called when the exchange has a handler. */
    public static void mapped(ServerWebExchange exchange) {
        Map<String, Object> attributes = exchange.getAttributes();
        name(attributes, attributes.get(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    }

    /**
     * Called when the predicate of a functional endpoint was tested.
     *
     * @param handler empty if the predicate did not match
     */
    @SuppressWarnings("ReferenceEquality") // there is one empty Mono
    public static void routed(ServerRequest request, Mono<?> handler) {
        if (handler != Mono.empty()) {
            Map<String, Object> attributes = request.attributes();
            name(attributes, attributes.get(FUNCTION_PATTERN));
        }
    }

    private static void name(Map<String, Object> attributes, @Nullable Object pattern) {
        ServerCall call = call(attributes);
        String text = pattern instanceof PathPattern ? ((PathPattern) pattern).getPatternString() : null;
        if (pattern instanceof String) {
            text = (String) pattern;
        }
        if (call != null && text != null) {
            Object prefix = attributes.get(PREFIX);
            String route = text.startsWith("/") ? text : '/' + text;
            ServerCalls.claimedRoute(call, prefix == null ? route : HttpRoute.join((String) prefix, route));
        }
    }
}
