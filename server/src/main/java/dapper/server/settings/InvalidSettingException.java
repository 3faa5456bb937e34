// SPDX-License-Identifier: Apache-2.0
package dapper.server.settings;

/** A setting has a value that cannot be used; the message is one sentence for the user who set it. */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidSettingException(String message) {
        super(message);
    }
}
