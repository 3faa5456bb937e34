// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import dapper.storage.TraceQuery;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Builds a search around {@link Spans#EPOCH}; a test sets only the parts that matter to it. */
final class Searching {
    private static final long DAY = TimeUnit.DAYS.toNanos(1);

    private final @Nullable String service;
    private final Map<String, String> tags = new HashMap<>();
    private @Nullable String operation;
    private @Nullable Boolean error;
    private long shortest;
    private long longest = Long.MAX_VALUE;
    private int limit = 20;

    Searching(@Nullable String service) {
        this.service = service;
    }

    Searching operation(String name) {
        this.operation = name;
        return this;
    }

    Searching tag(String key, String value) {
        tags.put(key, value);
        return this;
    }

    Searching error(boolean error) {
        this.error = error;
        return this;
    }

    Searching durations(long shortest, long longest) {
        this.shortest = shortest;
        this.longest = longest;
        return this;
    }

    Searching limit(int limit) {
        this.limit = limit;
        return this;
    }

    TraceQuery build(@Nullable String cursor) {
        return TraceQuery.between(Spans.EPOCH - DAY, Spans.EPOCH + DAY)
                .service(service)
                .operation(operation)
                .tags(tags)
                .durations(shortest, longest)
                .error(error)
                .limit(limit)
                .build()
                .withCursor(cursor);
    }
}
