// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

/** The value of an attribute, list or map that was sent without one: OTLP allows it, and it is not the same as empty text. */
public enum NoValue {
    NONE;

    /** Empty: a search for it asks for an empty text. */
    @Override
    public String toString() {
        return "";
    }
}
