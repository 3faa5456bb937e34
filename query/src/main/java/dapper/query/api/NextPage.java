// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.TraceQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The link to the page after this one. It repeats the time range exactly, because "the last hour" moves on. */
final class NextPage {
    private NextPage() {}

    static String path(TraceQuery query, @Nullable TraceQlSearch search, String cursor) {
        StringJoiner parameters = new StringJoiner("&", "/api/v1/traces?", "");
        add(parameters, TraceQlSearch.PARAMETER, search == null ? null : search.identity());
        add(parameters, "service", query.service());
        add(parameters, "operation", query.operation());
        query.tags().entrySet().stream()
                .map(tag -> TagText.format(tag.getKey(), tag.getValue()))
                .sorted()
                .forEach(tag -> add(parameters, "tag", tag));
        add(parameters, "minDuration", query.minDurationNanos() == 0 ? null : query.minDurationNanos() + "ns");
        add(
                parameters,
                "maxDuration",
                query.maxDurationNanos() == Long.MAX_VALUE ? null : query.maxDurationNanos() + "ns");
        add(parameters, "error", query.error() == null ? null : query.error().toString());
        add(parameters, "start", unixNanos(query.startUnixNanos()));
        add(parameters, "end", unixNanos(query.endUnixNanos()));
        add(parameters, "limit", Integer.toString(query.limit()));
        add(parameters, "cursor", cursor);
        return parameters.toString();
    }

    /** 19 digits also for moments before September 2001. */
    private static String unixNanos(long nanos) {
        return String.format("%019d", nanos);
    }

    private static void add(StringJoiner parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
