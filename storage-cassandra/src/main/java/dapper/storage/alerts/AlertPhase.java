// SPDX-License-Identifier: Apache-2.0
package dapper.storage.alerts;

import java.util.Locale;

/** The phase of an alert. The names are stored: never change one. */
public enum AlertPhase {
    /** The condition does not hold. */
    INACTIVE,
    /** The condition holds, but not for long enough. */
    PENDING,
    FIRING,
    /** It was firing, and has not been pending since. */
    RESOLVED;

    /** Returns the name that the API has for it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
