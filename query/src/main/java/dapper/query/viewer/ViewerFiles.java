// SPDX-License-Identifier: Apache-2.0
package dapper.query.viewer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of the viewer and of its libraries on the class path. Each is read once; only existing files are cached. */
final class ViewerFiles {
    private static final Pattern VIEWER_PATH = Pattern.compile("[a-z0-9-]+(?:/[a-z0-9-]+)*\\.(js|css|svg)");
    private static final Pattern LIBRARY_PATH = Pattern.compile(
            "(?:lit|lit-html|lit-element|lit__reactive-element)(?:/[A-Za-z0-9-]+|/\\d+\\.\\d+\\.\\d+)+\\.js"
                    + "|uplot/\\d+\\.\\d+\\.\\d+/dist/uPlot\\.(?:esm\\.js|min\\.css)"
                    + "|dagre-d3-es/\\d+\\.\\d+\\.\\d+/src/(?:dagre|graphlib)(?:/[a-z-]+)+\\.js"
                    + "|lodash/\\d+\\.\\d+\\.\\d+/lodash\\.min\\.js");
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, ViewerFile> read = new ConcurrentHashMap<>();
    private final ViewerFile page =
            ViewerFile.of("text/html; charset=utf-8", Objects.requireNonNull(bytes("/viewer/index.html")));
    private final ViewerFile pageOfSession = ViewerFile.of(
            page.mediaType(),
            new String(page.content(), StandardCharsets.UTF_8)
                    .replace("<dapper-app>", "<dapper-app session>")
                    .getBytes(StandardCharsets.UTF_8));

    /**
     * Returns the only HTML page; its contents depend on the address.
     *
     * @param session whether a person is logged in, and so can log out; scripts cannot see that from the cookie
     */
    ViewerFile page(boolean session) {
        return session ? pageOfSession : page;
    }

    /**
     * Returns the hash that a Content-Security-Policy must name to allow the page's import map, the only inline script.
     */
    String importMapHash() {
        Matcher matcher = IMPORT_MAP.matcher(new String(page.content(), StandardCharsets.UTF_8));
        if (!matcher.find()) {
            throw new IllegalStateException("viewer/index.html has no import map");
        }
        byte[] hash = ViewerFile.sha256(matcher.group(1).getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }

    Optional<ViewerFile> viewer(String path) {
        return file(VIEWER_PATH, path, "/viewer/" + path);
    }

    Optional<ViewerFile> library(String path) {
        return file(LIBRARY_PATH, path, "/META-INF/resources/webjars/" + path);
    }

    private Optional<ViewerFile> file(Pattern allowed, String path, String resource) {
        return allowed.matcher(path).matches()
                ? Optional.ofNullable(read.computeIfAbsent(resource, ViewerFiles::load))
                : Optional.empty();
    }

    private static @Nullable ViewerFile load(String resource) {
        byte[] content = bytes(resource);
        String type = MEDIA_TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
        return content == null || type == null ? null : ViewerFile.of(type, content);
    }

    private static byte @Nullable [] bytes(String resource) {
        try (InputStream in = ViewerFiles.class.getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
