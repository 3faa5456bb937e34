// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.propagation;

import dapper.bootstrap.Current;
import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.UnsampledContext;
import dapper.bootstrap.baggage.Baggage;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes contexts into headers and reads them back, in the configured formats.
 *
 * <p>All formats are written. Of several positions that a caller sent, the one of the first format in the list counts,
 * and the same for baggage.
 */
public final class Propagation {
    private static volatile Format[] formats = {Formats.TRACE_CONTEXT, Formats.BAGGAGE};

    private Propagation() {}

    /** Selects the formats that are read and written, in this order; W3C Trace Context and Baggage by default. */
    public static void use(Format... formats) {
        Propagation.formats = formats.clone();
    }

    /** Returns the caller's context from the request headers, or null if they hold nothing valid. */
    public static <Q> @Nullable RemoteParent extract(HeaderGetter<Q> getter, Q request) {
        RemoteParent parent = null;
        Baggage baggage = null;
        for (Format format : formats) {
            if (parent == null || !parent.hasPosition()) {
                RemoteParent found = format.extract(getter, request);
                parent = found == null || (parent != null && !found.hasPosition()) ? parent : found;
            }
            if (baggage == null) {
                baggage = format.extractBaggage(getter, request);
            }
        }
        if (baggage == null) {
            return parent;
        }
        return (parent == null ? RemoteParent.decision(RemoteParent.UNDECIDED) : parent).with(baggage);
    }

    /** The names of the headers that {@link #inject} may write, except those whose names the application chooses. */
    public static Collection<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        for (Format format : formats) {
            Collections.addAll(fields, format.fields());
        }
        return fields;
    }

    /** Returns whether {@link #inject} may write a header of that name, whose case does not matter. */
    public static boolean owns(String name) {
        for (Format format : formats) {
            if (format.owns(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes the headers of a call made in this context, and removes those of an earlier one. The headers of an
     * unsampled context carry the decision to every receiver.
     */
    public static <Q> void inject(TraceContext context, HeaderSetter<Q> setter, Q request) {
        Format[] formats = Propagation.formats;
        if (formats.length == 0) {
            return;
        }
        TraceContext identified = context == UnsampledContext.WITHOUT_IDS ? Current.identify() : context;
        for (Format format : formats) {
            if (identified.spanId() != 0) {
                format.inject(identified, setter, request);
            }
            Baggage baggage = identified.baggage();
            if (baggage != null) {
                format.injectBaggage(baggage, setter, request);
            }
        }
    }
}
