// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import dapper.storage.Attributes;
import dapper.storage.Event;
import dapper.storage.InstrumentationScope;
import dapper.storage.Link;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.List;

/** Builds a {@link Span} for tests; times are nanoseconds since 1970. */
public final class TestSpan {
    private final TraceId traceId;
    private final long id;
    private final long parent;
    private final long start;
    private final long end;
    private final List<Object> attributes = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private String name = "span";
    private SpanKind kind = SpanKind.INTERNAL;
    private Status status = Status.UNSET;
    private String traceState = "";
    private int flags;
    private Resource resource = resource("app");
    private InstrumentationScope scope = InstrumentationScope.UNKNOWN;

    private TestSpan(TraceId traceId, long id, long parent, long start, long end) {
        this.traceId = traceId;
        this.id = id;
        this.parent = parent;
        this.start = start;
        this.end = end;
    }

    public static TestSpan span(TraceId traceId, long id, long parent, long start, long end) {
        return new TestSpan(traceId, id, parent, start, end);
    }

    public static Resource resource(String service, Object... more) {
        List<Object> all = new ArrayList<>(List.of("service.name", service));
        all.addAll(List.of(more));
        return new Resource(Attributes.ofFlat(all.toArray()), 0, "");
    }

    public TestSpan service(String service) {
        return resource(resource(service));
    }

    public TestSpan resource(Resource value) {
        resource = value;
        return this;
    }

    public TestSpan name(String value) {
        name = value;
        return this;
    }

    public TestSpan kind(SpanKind value) {
        kind = value;
        return this;
    }

    public TestSpan error(String description) {
        status = new Status(Status.Code.ERROR, description);
        return this;
    }

    public TestSpan traceState(String value) {
        traceState = value;
        return this;
    }

    /** Sets whether the parent is of another process, as senders do that know it. */
    public TestSpan remoteParent(boolean isRemote) {
        flags = isRemote ? 0x300 : 0x100;
        return this;
    }

    public TestSpan scope(String scopeName, String version) {
        scope = new InstrumentationScope(scopeName, version, Attributes.EMPTY, 0, "");
        return this;
    }

    public TestSpan attribute(String key, Object value) {
        attributes.add(key);
        attributes.add(value);
        return this;
    }

    public TestSpan event(long unixNanos, String eventName, Object... eventAttributes) {
        events.add(new Event(unixNanos, eventName, Attributes.ofFlat(eventAttributes), 0));
        return this;
    }

    public TestSpan link(TraceId linked, long spanId) {
        links.add(new Link(linked, spanId, "", Attributes.EMPTY, 0, 0));
        return this;
    }

    public Span build() {
        return new Span(
                traceId,
                id,
                parent,
                traceState,
                flags,
                name,
                kind,
                start,
                end,
                Attributes.ofFlat(attributes.toArray()),
                List.copyOf(events),
                List.copyOf(links),
                Span.Dropped.NONE,
                status,
                resource,
                scope);
    }
}
