// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import dapper.bootstrap.SpanEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event of a finished span. */
public record RecordedEvent(String name, Map<String, Object> attributes) {
    /** In the order in which they were recorded. */
    static List<RecordedEvent> upTo(@Nullable SpanEvent last) {
        List<RecordedEvent> events = new ArrayList<>();
        for (SpanEvent event = last; event != null; event = event.next()) {
            Object[] attributes = event.attributes();
            events.add(new RecordedEvent(event.name(), RecordedSpan.map(attributes, attributes.length)));
        }
        Collections.reverse(events);
        return List.copyOf(events);
    }
}
