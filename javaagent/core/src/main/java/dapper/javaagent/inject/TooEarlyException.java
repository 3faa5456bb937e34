// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.inject;

/** A class cannot be woven while it is loaded, only afterwards. */
public final class TooEarlyException extends Exception {
    private static final long serialVersionUID = 1;

    TooEarlyException(String message) {
        super(message, null, false, false);
    }
}
