// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

/** A certificate or key file that the operator named cannot be used; the message says which and why. */
public final class UnusableCertificateException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableCertificateException(String message, Throwable cause) {
        super(message, cause);
    }
}
