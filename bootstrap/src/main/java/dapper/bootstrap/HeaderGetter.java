// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/** Reads a header of a request. One stateless object per library. */
public interface HeaderGetter<Q> {
    /**
     * The value, or null. A header that occurs several times is one list: its values in order, joined by commas (RFC 9110,
     * section 5.2), which {@link Headers} does. Names are in lower case; the match ignores case.
     */
    @Nullable
    String header(Q request, String name);

    /** The value of a header that is no list, or null: the first, if it occurs several times. */
    @Nullable
    String first(Q request, String name);
}
