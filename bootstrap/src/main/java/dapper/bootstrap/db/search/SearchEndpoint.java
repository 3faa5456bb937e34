// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.search;

import org.jspecify.annotations.Nullable;

/**
 * The operation and the index of a request, derived from its method and path by rule. Parts that may be ids of documents
 * or other objects are in neither.
 *
 * <p>The operation is the first part of the path that begins with an underscore, without it: {@code /items/_search} is
 * {@code search}. Behind {@code _cat}, {@code _cluster} and {@code _search} the next part is a part of the API, too:
 * {@code cluster.health}. A path without such a part names an index, {@code indices.create}, or one document in the style
 * of Elasticsearch 6. The method decides what happens to an index or a document: {@code get}, {@code delete}.
 */
final class SearchEndpoint {
    /** Longer than the name of any API; what is longer is none. */
    private static final int MAX_NAME = 40;

    private static final String ALL_INDICES = "_all";

    private @Nullable String operation;
    private @Nullable String index;

    private SearchEndpoint() {}

    /** @param path of any form, also without a slash at its beginning and with a query */
    static SearchEndpoint of(String method, String path) {
        SearchEndpoint endpoint = new SearchEndpoint();
        int end = end(path);
        int parts = 0;
        int start = skipSlashes(path, 0, end);
        while (start < end && endpoint.operation == null) {
            int next = partEnd(path, start, end);
            String part = path.substring(start, next);
            start = skipSlashes(path, next, end);
            if (part.charAt(0) == '_' && !(parts == 0 && part.equals(ALL_INDICES))) {
                endpoint.operation = operation(method, part, path.substring(start, partEnd(path, start, end)));
                if (endpoint.operation == null) {
                    return endpoint;
                }
            } else if (parts == 0) {
                endpoint.index = part;
            }
            parts++;
        }
        if (endpoint.operation == null) {
            endpoint.operation = parts == 0 ? root(method) : parts == 1 ? index(method) : document(method);
        }
        return endpoint;
    }

    private static int end(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path.length() : query;
    }

    private static int skipSlashes(String path, int from, int end) {
        int i = from;
        while (i < end && path.charAt(i) == '/') {
            i++;
        }
        return i;
    }

    private static int partEnd(String path, int start, int end) {
        int slash = path.indexOf('/', start);
        return slash < 0 || slash > end ? end : slash;
    }

    private static @Nullable String operation(String method, String part, String next) {
        String api = part.substring(1);
        if (!isName(api)) {
            return null;
        }
        switch (api) {
            case "cat":
            case "cluster":
                return isName(next) ? api + '.' + next : api;
            case "doc":
                return document(method);
            case "search":
                return next.equals("scroll") || next.equals("template") ? "search." + next : api;
            default:
                return api;
        }
    }

    private static boolean isName(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if ((c < 'a' || c > 'z') && (c != '_' || i == 0)) {
                return false;
            }
        }
        return !part.isEmpty() && part.length() <= MAX_NAME;
    }

    private static String root(String method) {
        return method.equals("HEAD") ? "ping" : "info";
    }

    private static @Nullable String index(String method) {
        switch (method) {
            case "PUT":
                return "indices.create";
            case "DELETE":
                return "indices.delete";
            case "GET":
                return "indices.get";
            case "HEAD":
                return "indices.exists";
            default:
                return null;
        }
    }

    private static String document(String method) {
        switch (method) {
            case "GET":
                return "get";
            case "HEAD":
                return "exists";
            case "DELETE":
                return "delete";
            default:
                return "index";
        }
    }

    /** Null if the path has none of the known forms. */
    @Nullable
    String operation() {
        return operation;
    }

    /** One index, several, or a pattern, as the request names them; null if it names none. */
    @Nullable
    String index() {
        return index;
    }
}
