// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.TraceQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** The link to the page after this one. It repeats the time range exactly, because "the last hour" moves on. */
final class NextPage {
    private NextPage() {}

    /** @param given the parameters of this page */
    static String path(Parameters given, TraceQuery range, TraceOrder order, String cursor) {
        StringJoiner parameters = new StringJoiner("&", "/api/v1/traces?", "");
        Stream.concat(Stream.of(TraceQlSearch.PARAMETER), FilterQuery.FILTERS.stream())
                .forEach(name -> given.all(name).forEach(value -> add(parameters, name, value)));
        add(parameters, "start", unixNanos(range.startUnixNanos()));
        add(parameters, "end", unixNanos(range.endUnixNanos()));
        add(parameters, "limit", Integer.toString(range.limit()));
        if (!order.equals(TraceOrder.NEWEST_FIRST)) {
            add(parameters, TraceOrder.PARAMETER, order.toString());
        }
        add(parameters, "cursor", cursor);
        return parameters.toString();
    }

    /** 19 digits also for moments before September 2001. */
    private static String unixNanos(long nanos) {
        return String.format("%019d", nanos);
    }

    private static void add(StringJoiner parameters, String name, String value) {
        parameters.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
