// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dapper.server.auth.Caller;
import dapper.server.auth.Scope;
import dapper.server.auth.Tokens;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request pass if its token has the scope of its path: as {@code Authorization: Bearer}, or as the cookie that
 * the viewer keeps.
 */
public final class Gate extends Handler.Wrapper {
    private static final String COOKIE = "dapper_session";
    private static final String CALLER = "dapper.caller";
    private static final String SESSION = "dapper.session";

    private final Tokens tokens;
    private final Access access;
    private final String cookie;

    /** @param cookie the name of the cookie */
    Gate(Tokens tokens, Access access, String cookie) {
        this.tokens = tokens;
        this.access = access;
        this.cookie = cookie;
    }

    /**
     * Returns the name of the cookie that holds a token for a browser. With the prefix, browsers take the cookie only
     * from this host and over TLS: no other server of its domain can replace it.
     *
     * @param secure whether the server has TLS
     */
    public static String cookie(boolean secure) {
        return secure ? "__Host-" + COOKIE : COOKIE;
    }

    /** Returns whether the cookie, and not a header, let a request pass. */
    public static boolean isSession(Request request) {
        return request.getAttribute(SESSION) != null;
    }

    /**
     * Returns the caller of a request that has passed.
     *
     * @throws IllegalStateException on a path that is open although the process has tokens
     */
    public static Caller caller(Request request) {
        if (request.getAttribute(CALLER) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("an open path has no caller");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!tokens.required()) {
            request.setAttribute(CALLER, Caller.ANYONE);
            return super.handle(request, response, callback);
        }
        Scope scope = scope(Request.getPathInContext(request));
        if (scope == null) {
            // A framework may look at the path as it was sent: both must be open.
            String sent = request.getHttpURI().getPath();
            scope = sent == null ? Scope.ADMIN : scope(sent);
        }
        if (scope == null) {
            return super.handle(request, response, callback);
        }
        Caller caller = find(request);
        if (caller == null) {
            unauthenticated(request, response, callback);
        } else if (!caller.may(scope)) {
            Problem.of(
                            HttpStatus.FORBIDDEN_403,
                            "The token \"" + caller.name() + "\" lacks the scope " + scope.word() + ".")
                    .send(response, callback);
        } else {
            request.setAttribute(CALLER, caller);
            return super.handle(request, response, callback);
        }
        return true;
    }

    private @Nullable Scope scope(String path) {
        return switch (path) {
            case "/health", "/health/live", "/health/ready" -> null;
            case "/metrics" -> Scope.ADMIN;
            default -> access.scope(path);
        };
    }

    private @Nullable Caller find(Request request) {
        Caller caller = tokens.bearer(request.getHeaders().get(HttpHeader.AUTHORIZATION));
        if (caller == null && access.loginPage() != null) {
            for (HttpCookie sent : Request.getCookies(request)) {
                if (sent.getName().equals(cookie)) {
                    caller = tokens.find(sent.getValue());
                }
            }
            if (caller != null) {
                request.setAttribute(SESSION, true);
            }
        }
        return caller;
    }

    private void unauthenticated(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"dapper\"");
        String accept = request.getHeaders().get(HttpHeader.ACCEPT);
        String login = access.loginPage();
        if (login != null && HttpMethod.GET.is(request.getMethod()) && accept != null && accept.contains("text/html")) {
            toLogin(login, request, response, callback);
            return;
        }
        Problem.of(HttpStatus.UNAUTHORIZED_401, "Send a valid token: the header \"Authorization: Bearer TOKEN\".")
                .send(response, callback);
    }

    /**
     * Sends a browser to the login page. Not with a redirect: a browser that comes from another site leaves its cookie
     * out of a redirect too, but not out of a visit that begins on our own page.
     */
    private static void toLogin(String login, Request request, Response response, Callback callback) {
        // Contains no character with a meaning in HTML.
        String to = URLEncoder.encode(request.getHttpURI().getPathQuery(), UTF_8);
        byte[] page = ("<!doctype html><meta charset=\"utf-8\"><title>Dapper</title>"
                        + "<meta http-equiv=\"refresh\" content=\"0;url=" + login + "?to=" + to + "\">"
                        + "<p><a href=\"" + login + "?to=" + to + "\">Log in</a></p>\n")
                .getBytes(UTF_8);
        response.setStatus(HttpStatus.UNAUTHORIZED_401);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("Referrer-Policy", "no-referrer");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, page.length);
        response.write(true, ByteBuffer.wrap(page), callback);
    }
}
