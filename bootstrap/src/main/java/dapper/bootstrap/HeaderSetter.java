// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

/** Writes a header of a request. One stateless object per library. */
public interface HeaderSetter<Q> {
    /** Replaces all values of this name in the request. The match ignores case. */
    void setHeader(Q request, String name, String value);

    /** Removes all values of this name from the request, if it has any. */
    void removeHeader(Q request, String name);
}
