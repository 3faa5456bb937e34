// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.call.Call;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The template of a URL, {@code http://shop/items/{id}?q={q}}, while the running thread makes the request: it describes
 * the call of the HTTP client that sends a request to that URL. Other calls of the thread, for example those of an
 * interceptor, go to other URLs and have nothing to do with it.
 *
 * <p>The span has the path of the template only. A template without a variable is none: an application that joins its
 * URLs itself would put ids into the names of spans.
 *
 * <p>The semantic conventions make the attribute opt-in: nothing happens here until {@link #use}.
 */
public final class UrlTemplate {
    private static final AttributeKey URL_TEMPLATE = AttributeKey.of("url.template");

    private static final ThreadLocal<@Nullable UrlTemplate[]> CURRENT = new ThreadLocal<@Nullable UrlTemplate[]>() {
        @Override
        protected @Nullable UrlTemplate[] initialValue() {
            return new UrlTemplate[1];
        }
    };

    private static volatile boolean used;

    private final String path;

    /** Null until the template is expanded. */
    private @Nullable String url;

    private UrlTemplate(String path) {
        this.path = path;
    }

    /** Describes calls from now on, or no longer. */
    public static void use(boolean used) {
        UrlTemplate.used = used;
    }

    /**
     * Makes a template current until {@link #leave}, which must follow on the same thread.
     *
     * @param template absolute or not; null for none
     * @param expanded null if it is not known yet, see {@link #expanded}
     * @return to be passed to {@link #leave}
     */
    public static @Nullable UrlTemplate enter(@Nullable String template, @Nullable URI expanded) {
        if (!used) {
            return null;
        }
        @Nullable UrlTemplate[] current = CURRENT.get();
        UrlTemplate previous = current[0];
        String path = template == null || Current.isUnsampled() ? null : path(template);
        current[0] = path == null ? null : new UrlTemplate(path);
        if (expanded != null) {
            expanded(expanded);
        }
        return previous;
    }

    public static void leave(@Nullable UrlTemplate previous) {
        if (!used) {
            return;
        }
        CURRENT.get()[0] = previous;
    }

    /** Completes the current template, if there is one that is not complete. */
    public static void expanded(URI uri) {
        UrlTemplate current = used ? CURRENT.get()[0] : null;
        if (current != null && current.url == null) {
            current.url = uri.toString();
        }
    }

    /** Describes the span of a call to this URL if the current template belongs to it. */
    static void describe(Call call, Span span, String url) {
        UrlTemplate current = used ? CURRENT.get()[0] : null;
        if (current != null && url.equals(current.url)) {
            String operation = call.operation();
            String method = operation == null ? HttpMethods.OTHER : operation;
            span.set(URL_TEMPLATE, current.path).name(method + ' ' + current.path);
        }
    }

    /** @return null if the path has no variable */
    static @Nullable String path(String template) {
        int scheme = template.indexOf("://");
        int start = scheme < 0 ? 0 : template.indexOf('/', scheme + 3);
        if (start < 0) {
            return null;
        }
        if (scheme < 0 && template.startsWith("{")) {
            start = template.indexOf('/'); // a variable for the beginning of all URLs
        }
        int end = end(template, Math.max(0, start));
        String path = start < 0 ? "" : template.substring(start, end);
        return path.indexOf('{') < 0 ? null : path;
    }

    /** The beginning of a query or a fragment that is not inside a variable. */
    private static int end(String template, int start) {
        int depth = 0;
        for (int i = start; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            } else if (depth == 0 && (c == '?' || c == '#')) {
                return i;
            }
        }
        return template.length();
    }
}
