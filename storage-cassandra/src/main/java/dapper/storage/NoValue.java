// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

/**
 * The value of an attribute, list or map that was sent without one. OTLP allows this, and it differs from empty text.
 */
public enum NoValue {
    NONE;

    /** Empty: a search for empty text finds it. */
    @Override
    public String toString() {
        return "";
    }
}
