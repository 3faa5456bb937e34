// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import dapper.query.analysis.VaryingParts;
import dapper.storage.Attributes;
import dapper.storage.Span;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call without its parameters, so that two calls of a loop are equal.
 *
 * @param service the service that recorded the span
 * @param label text for users, such as {@code SELECT stock} or {@code GET inventory:8081/stock/{}}
 * @param statement text of a query, empty for other calls
 * @param database whether a database is called, and which
 * @param read whether it changes nothing, as far as its method shows
 */
record Call(
        String service,
        String label,
        String statement,
        @Nullable String database,
        boolean read) {
    private static final Set<String> READING_METHODS = Set.of("GET", "HEAD", "OPTIONS", "QUERY");
    private static final Pattern READING_STATEMENT =
            Pattern.compile("\\s*(select|with|find|get|mget|hget|scan|count|aggregate)\\b.*", Pattern.DOTALL);
    private static final Pattern READING_PROCEDURE =
            Pattern.compile("(?:.*[/.])?(?:[gG]et|[lL]ist|[fF]ind|[rR]ead|[sS]earch|[qQ]uery|[fF]etch|[cC]ount)[^/.]*");
    private static final int MOST_CHARACTERS = 100;

    static Call of(Span span) {
        Attributes attributes = span.attributes();
        String database = first(attributes, "db.system.name", "db.system");
        if (database != null) {
            return query(span, attributes, database);
        }
        String method = first(attributes, "http.request.method", "http.method");
        if (method != null) {
            String label = shortened(method + " " + target(span, attributes));
            return new Call(span.serviceName(), label, "", null, READING_METHODS.contains(method));
        }
        String name = VaryingParts.removed(span.name());
        boolean reads = attributes.get("rpc.system") != null
                && READING_PROCEDURE.matcher(span.name()).matches();
        return new Call(span.serviceName(), shortened(name), "", null, reads);
    }

    private static Call query(Span span, Attributes attributes, String database) {
        String statement = first(attributes, "db.query.text", "db.statement");
        String summary = first(attributes, "db.query.summary", "db.query.summary");
        String name = summary != null ? summary : VaryingParts.removed(span.name());
        String operation = statement != null ? statement : name;
        String namespace = first(attributes, "db.namespace", "db.name");
        return new Call(
                span.serviceName(),
                shortened(name),
                statement == null ? "" : statement,
                namespace == null ? database : database + " " + namespace,
                READING_STATEMENT.matcher(operation.toLowerCase(Locale.ROOT)).matches());
    }

    /** Returns host and path without the values in it; the name of the span if there is no URL. */
    private static String target(Span span, Attributes attributes) {
        String template = attributes.text("url.template");
        String address = attributes.text("server.address");
        if (template != null) {
            return (address == null ? "" : address) + template;
        }
        String url = first(attributes, "url.full", "http.url");
        if (url == null) {
            return VaryingParts.removed(span.name());
        }
        int scheme = url.indexOf("://");
        int host = scheme < 0 ? 0 : scheme + 3;
        int path = url.indexOf('/', host);
        int end = endOfPath(url, host);
        if (path < 0 || path > end) {
            return url.substring(host, end);
        }
        return url.substring(host, path) + VaryingParts.removed(url.substring(path, end));
    }

    private static int endOfPath(String url, int from) {
        for (int i = from; i < url.length(); i++) {
            if (url.charAt(i) == '?' || url.charAt(i) == '#') {
                return i;
            }
        }
        return url.length();
    }

    private static @Nullable String first(Attributes attributes, String name, String olderName) {
        String value = attributes.text(name);
        return value != null ? value : attributes.text(olderName);
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 1) + "…";
    }
}
