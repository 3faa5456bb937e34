// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.Span;
import dapper.bootstrap.SpanEvent;
import dapper.bootstrap.SpanLink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Puts a span's events and links in the order in which they were recorded. A span links them backwards. */
final class RecordedOrder {
    private final ArrayList<SpanEvent> events = new ArrayList<>();
    private final ArrayList<SpanLink> links = new ArrayList<>();

    /** Drops the references of the last span, else they would stay until another one has events and links. */
    void clear() {
        events.clear();
        links.clear();
    }

    /** Valid until the next call. */
    List<SpanEvent> events(Span span) {
        events.clear();
        for (SpanEvent event = span.lastEvent(); event != null; event = event.next()) {
            events.add(event);
        }
        Collections.reverse(events);
        return events;
    }

    /** Valid until the next call. */
    List<SpanLink> links(Span span) {
        links.clear();
        for (SpanLink link = span.lastLink(); link != null; link = link.next()) {
            links.add(link);
        }
        Collections.reverse(links);
        return links;
    }
}
