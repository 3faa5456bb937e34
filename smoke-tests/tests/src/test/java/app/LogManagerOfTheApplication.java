// SPDX-License-Identifier: Apache-2.0
package app;

import java.util.logging.LogManager;

/** A log manager as servers bring one: it remembers which thread made it. */
public final class LogManagerOfTheApplication extends LogManager {
    static final String MADE_BY = Thread.currentThread().getName();
}
