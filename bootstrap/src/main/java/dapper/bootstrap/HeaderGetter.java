// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/** Reads a header of a request. One stateless object per library. */
public interface HeaderGetter<Q> {
    /** The first value, or null. Names are in lower case; the match ignores case. */
    @Nullable
    String header(Q request, String name);
}
