// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.baggage.Baggage;
import dapper.bootstrap.propagation.Propagation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Reads and writes the headers in the formats that the agent is configured with. */
final class AgentPropagator implements TextMapPropagator {
    @Override
    public Collection<String> fields() {
        return Propagation.fields();
    }

    @Override
    public <C> void inject(@Nullable Context context, @Nullable C carrier, @Nullable TextMapSetter<C> setter) {
        if (context == null || setter == null) {
            return;
        }
        TraceContext injected = ThreadContexts.toAgent(context, false);
        if (injected != null) {
            Propagation.inject(injected, new Setter<>(setter, carrier), "");
        }
    }

    @Override
    public <C> Context extract(@Nullable Context context, @Nullable C carrier, @Nullable TextMapGetter<C> getter) {
        Context before = context == null ? Context.root() : context;
        RemoteParent parent = getter == null ? null : Propagation.extract(new Getter<>(getter, carrier), "");
        if (parent == null) {
            return before;
        }
        Context with = before.with(ThreadContexts.REMOTE_PARENT, parent);
        if (parent.hasPosition()) {
            with = with.with(Span.wrap(SpanContexts.toApi(parent)));
        }
        Baggage baggage = parent.baggage();
        return baggage == null ? with : with.with(Baggages.toApi(baggage));
    }

    /** A carrier may be null, so it is no argument here. */
    private static final class Setter<C> implements HeaderSetter<String> {
        private final TextMapSetter<C> setter;
        private final @Nullable C carrier;

        Setter(TextMapSetter<C> setter, @Nullable C carrier) {
            this.setter = setter;
            this.carrier = carrier;
        }

        @Override
        public void setHeader(String none, String name, String value) {
            setter.set(carrier, name, value);
        }

        /** The API cannot remove. */
        @Override
        public void removeHeader(String none, String name) {}
    }

    private static final class Getter<C> implements HeaderGetter<String> {
        private final TextMapGetter<C> getter;
        private final @Nullable C carrier;

        Getter(TextMapGetter<C> getter, @Nullable C carrier) {
            this.getter = getter;
            this.carrier = carrier;
        }

        @Override
        public @Nullable String header(String none, String name) {
            return first(none, name);
        }

        /** A carrier may be a map, where case matters. */
        @Override
        public @Nullable String first(String none, String name) {
            String value = getter.get(carrier, name);
            if (value == null) {
                for (String key : names(none)) {
                    if (name.equalsIgnoreCase(key)) {
                        return getter.get(carrier, key);
                    }
                }
            }
            return value;
        }

        @Override
        public Iterable<String> names(String none) {
            Iterable<String> names = carrier == null ? null : getter.keys(carrier);
            return names == null ? Collections.<String>emptyList() : names;
        }
    }
}
