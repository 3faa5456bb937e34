// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.Span;
import dapper.bootstrap.SpanEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Puts a span's events in order of time. A span links them backwards. */
final class EventOrder {
    private final ArrayList<SpanEvent> events = new ArrayList<>();

    /** Valid until the next call. */
    List<SpanEvent> forwards(Span span) {
        events.clear();
        for (SpanEvent event = span.lastEvent(); event != null; event = event.next()) {
            events.add(event);
        }
        Collections.reverse(events);
        return events;
    }
}
