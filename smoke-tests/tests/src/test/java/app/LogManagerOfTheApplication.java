// SPDX-License-Identifier: Apache-2.0
package app;

import java.util.logging.LogManager;

/** A log manager like those of servers; remembers which thread created it. */
public final class LogManagerOfTheApplication extends LogManager {
    static final String MADE_BY = Thread.currentThread().getName();
}
