// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

/** A certificate or key file that the operator named cannot be used; the message says which and why. */
final class UnusableCertificateException extends Exception {
    UnusableCertificateException(String message, Throwable cause) {
        super(message, cause);
    }
}
