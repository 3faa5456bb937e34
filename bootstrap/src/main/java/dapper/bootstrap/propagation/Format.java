// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.propagation;

import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.baggage.Baggage;
import org.jspecify.annotations.Nullable;

/**
 * The headers in which one family of tracers passes a position, baggage, or both. Stateless; used by all threads.
 *
 * <p>A format owns its headers: injecting a position also removes those that it does not need, because they would
 * describe another one.
 */
public abstract class Format {
    Format() {}

    /** The names of the headers with a position or baggage, except those whose names the application chooses. */
    abstract String[] fields();

    /** Returns whether this format writes a header of that name, whose case does not matter. */
    boolean owns(String name) {
        for (String field : fields()) {
            if (name.equalsIgnoreCase(field)) {
                return true;
            }
        }
        return false;
    }

    /** Returns null if the headers hold no valid position and no decision of this format. Never throws. */
    <Q> @Nullable RemoteParent extract(HeaderGetter<Q> getter, Q request) {
        return null;
    }

    /** Returns null if the headers hold no valid baggage of this format. Never throws. */
    <Q> @Nullable Baggage extractBaggage(HeaderGetter<Q> getter, Q request) {
        return null;
    }

    /** @param context with a position */
    <Q> void inject(TraceContext context, HeaderSetter<Q> setter, Q request) {}

    /** @param baggage empty if the application has removed all of it */
    <Q> void injectBaggage(Baggage baggage, HeaderSetter<Q> setter, Q request) {}
}
