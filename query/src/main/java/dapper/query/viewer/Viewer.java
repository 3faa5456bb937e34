// SPDX-License-Identifier: Apache-2.0
package dapper.query.viewer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dapper.server.http.Gate;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** Routes of the viewer, and the headers that restrict a browser to showing it. */
public final class Viewer {
    private static final String REVALIDATE = "no-cache";
    /** The paths of the libraries contain their versions. */
    private static final String FOREVER = "public, max-age=31536000, immutable";

    private final ViewerFiles files = new ViewerFiles();
    private final String contentSecurityPolicy = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self' " + files.importMapHash(),
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html");

    private final ViewerFile setup;

    public Viewer(Setup setup) {
        this.setup = ViewerFile.of("application/json", json(setup));
    }

    public void register(RoutesConfig config) {
        config.before(this::secure);
        Handler page = context -> send(context, page(context), REVALIDATE);
        config.get("/", page);
        config.get("/search", page);
        config.get("/trace/{traceId}", page);
        config.get("/compare/{traceId}", page);
        config.get("/patterns", page);
        config.get("/explain", page);
        config.get("/file", page);
        config.get("/compare/{traceId}/{otherId}", page);
        config.get("/map", page);
        config.get("/alerts", page);
        config.get("/services", page);
        // The name of a service may have slashes.
        config.get("/service/<service>", page);
        config.error(HttpStatus.NOT_FOUND, "html", this::nowhere);
        config.get("/viewer/setup.json", context -> send(context, setup, REVALIDATE));
        config.get("/viewer/<path>", context -> send(context, files.viewer(context.pathParam("path")), REVALIDATE));
        config.get("/webjars/<path>", context -> send(context, files.library(context.pathParam("path")), FOREVER));
    }

    private void secure(Context context) {
        context.header("Content-Security-Policy", contentSecurityPolicy);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
    }

    private static byte[] json(Setup setup) {
        try {
            return new ObjectMapper().writeValueAsBytes(setup);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts and numbers is always JSON", e);
        }
    }

    /**
     * A mistyped address gets the viewer's page, which shows a message; below {@code /api/} the problem document stays.
     */
    private void nowhere(Context context) {
        if (!context.path().startsWith("/api/")) {
            context.header("Cache-Control", "no-store");
            ViewerFile page = page(context);
            context.contentType(page.mediaType()).result(page.content());
        }
    }

    private ViewerFile page(Context context) {
        return files.page(Gate.isSession(ServletContextRequest.getServletContextRequest(context.req())));
    }

    private static void send(Context context, Optional<ViewerFile> file, String caching) {
        send(context, file.orElseThrow(NotFoundResponse::new), caching);
    }

    private static void send(Context context, ViewerFile file, String caching) {
        context.header("Cache-Control", caching);
        context.header("ETag", file.etag());
        context.header("Vary", "Accept-Encoding");
        if (file.etag().equals(context.header("If-None-Match"))) {
            context.status(HttpStatus.NOT_MODIFIED);
            return;
        }
        context.contentType(file.mediaType());
        String encodings = context.header("Accept-Encoding");
        boolean gzip = encodings != null && encodings.contains("gzip");
        if (gzip) {
            context.header("Content-Encoding", "gzip");
        }
        context.result(gzip ? file.gzip() : file.content());
    }
}
