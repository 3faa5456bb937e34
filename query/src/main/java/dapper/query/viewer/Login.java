// SPDX-License-Identifier: Apache-2.0
package dapper.query.viewer;

import dapper.server.auth.Caller;
import dapper.server.auth.Scope;
import dapper.server.auth.Tokens;
import dapper.server.http.Gate;
import dapper.server.http.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /login}: a person enters a token once, and the browser keeps it until it is closed, in a cookie that scripts
 * cannot read and other sites cannot use. A plain form, so that it works under the viewer's Content-Security-Policy.
 */
public final class Login {
    public static final String PATH = "/login";
    public static final String LOGOUT = "/logout";

    /** The largest request body that the query service reads. */
    public static final int MOST_BYTES = 32 << 10;

    private static final Pattern FORM =
            Pattern.compile("application/x-www-form-urlencoded *(;.*)?", Pattern.CASE_INSENSITIVE);

    /** The characters of a bearer token (RFC 6750). */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,4096}");

    /** A path of this server with its query; two slashes at the beginning would name another. */
    private static final Pattern OWN_PATH = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e]{0,8000}");

    private final Tokens tokens;
    private final String cookie;
    private final String attributes;

    /** @param secure whether the cookie must not travel over plain HTTP */
    public Login(Tokens tokens, boolean secure) {
        this.tokens = tokens;
        this.cookie = Gate.cookie(secure);
        this.attributes = "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }

    public void register(RoutesConfig config) {
        config.get(PATH, context -> {
            String known = context.cookie(cookie);
            if (!tokens.required() || known != null && problem(known) == null) {
                context.redirect(target(context.queryParam("to")), HttpStatus.SEE_OTHER);
            } else {
                page(context, target(context.queryParam("to")), "");
            }
        });
        if (tokens.required()) {
            config.post(PATH, this::login);
            config.post(LOGOUT, context -> {
                context.header("Set-Cookie", cookie + "=" + attributes + "; Max-Age=0");
                context.redirect(PATH, HttpStatus.SEE_OTHER);
            });
        }
    }

    private void login(Context context) {
        Problem unreadable = unreadable(context.contentType(), context.req().getContentLengthLong());
        if (unreadable != null) {
            context.status(unreadable.status());
            context.contentType(Problem.MEDIA_TYPE).result(unreadable.json());
            return;
        }
        String token =
                Objects.requireNonNullElse(context.formParam("token"), "").strip();
        String to = target(context.formParam("to"));
        String problem = problem(token);
        if (problem == null) {
            context.header("Set-Cookie", cookie + "=" + token + attributes);
            context.redirect(to, HttpStatus.SEE_OTHER);
        } else {
            context.status(HttpStatus.UNAUTHORIZED);
            page(context, to, problem);
        }
    }

    /** Anybody may send a form, so it is not read before its size is known to be small. */
    private static @Nullable Problem unreadable(@Nullable String contentType, long length) {
        if (contentType == null || !FORM.matcher(contentType).matches()) {
            // Another form would be stored in files without a limit.
            return Problem.of(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE.getCode(), "Send the form as application/x-www-form-urlencoded.");
        }
        if (length < 0) {
            return Problem.of(HttpStatus.LENGTH_REQUIRED.getCode(), "Send the form with its Content-Length.");
        }
        return length > MOST_BYTES
                ? Problem.of(HttpStatus.CONTENT_TOO_LARGE.getCode(), "The form may have " + MOST_BYTES + " bytes.")
                : null;
    }

    private @Nullable String problem(String token) {
        Caller caller = TOKEN.matcher(token).matches() ? tokens.find(token) : null;
        if (caller == null) {
            return "This token is not valid.";
        }
        return caller.may(Scope.READ) ? null : "This token may not read traces: it lacks the scope read.";
    }

    private static String target(@Nullable String to) {
        return to != null && OWN_PATH.matcher(to).matches() ? to : "/";
    }

    private static void page(Context context, String to, String problem) {
        context.header("Cache-Control", "no-store");
        context.html("""
                <!doctype html>
                <html lang="en">
                  <head>
                    <meta charset="utf-8">
                    <meta name="viewport" content="width=device-width, initial-scale=1">
                    <title>Log in - Dapper</title>
                    <link rel="icon" href="/viewer/icon.svg" type="image/svg+xml">
                    <link rel="stylesheet" href="/viewer/theme.css">
                    <link rel="stylesheet" href="/viewer/login.css">
                  </head>
                  <body>
                    <main>
                      <h1>Dapper</h1>
                      <form method="post" action="%s">
                        <label for="token">Token</label>
                        <input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
                        <input name="to" type="hidden" value="%s">
                        <p role="alert">%s</p>
                        <button type="submit">Log in</button>
                      </form>
                    </main>
                  </body>
                </html>
                """.formatted(PATH, escape(to), escape(problem)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
