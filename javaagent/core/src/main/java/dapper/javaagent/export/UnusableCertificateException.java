// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

/** Thrown if a configured certificate or key file cannot be used; the message names the file and the reason. */
public final class UnusableCertificateException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableCertificateException(String message, Throwable cause) {
        super(message, cause);
    }
}
