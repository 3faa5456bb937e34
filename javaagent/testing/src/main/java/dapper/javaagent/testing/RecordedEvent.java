// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import dapper.bootstrap.Segment;
import dapper.bootstrap.SpanEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of a finished span.
 *
 * @param epochNanos nanoseconds since 1970, by the clock of the span's trace
 */
public record RecordedEvent(String name, Map<String, Object> attributes, long epochNanos) {
    /** In the order in which they were recorded. */
    static List<RecordedEvent> upTo(@Nullable SpanEvent last, Segment segment) {
        List<RecordedEvent> events = new ArrayList<>();
        for (SpanEvent event = last; event != null; event = event.next()) {
            Object[] attributes = event.attributes();
            events.add(new RecordedEvent(
                    event.name(),
                    RecordedSpan.map(attributes, attributes.length),
                    segment.epochNanos(event.nanoTime())));
        }
        Collections.reverse(events);
        return List.copyOf(events);
    }
}
