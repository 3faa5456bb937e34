// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

/** Writes a header of a request. One stateless object per library. */
public interface HeaderSetter<Q> {
    /** Replaces what the request has under this name. */
    void setHeader(Q request, String name, String value);
}
