// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/** Reads a header of a request. One stateless object per library. */
public interface HeaderGetter<Q> {
    /**
     * The value, or null. {@link Headers} joins the values of a header that occurs several times, in order, with commas
     * (RFC 9110, section 5.2). Names are in lower case; the match ignores case.
     */
    @Nullable
    String header(Q request, String name);

    /** The value of a header that is not a list, or null; the first value if it occurs several times. */
    @Nullable
    String first(Q request, String name);

    /** The names of all headers of the request, in any case. Called only for formats whose names vary. */
    Iterable<String> names(Q request);
}
