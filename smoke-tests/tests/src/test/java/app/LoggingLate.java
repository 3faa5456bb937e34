// SPDX-License-Identifier: Apache-2.0
package app;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.LogManager;

/**
 * Executes a statement, which an agent must export, and only much later begins to use logging and management. Prints
 * which threads created the log manager and the MBean server.
 */
public final class LoggingLate {
    /** Read by {@link LogManager} if the system property java.util.logging.config.class names it. */
    public static final class Configuration {
        static volatile String madeBy;

        public Configuration() {
            madeBy = Thread.currentThread().getName();
        }
    }

    private LoggingLate() {}

    public static void main(String[] arguments) {
        new QuietStatement().execute("SELECT * FROM early");
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[0]));
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        System.out.println(LogManager.getLogManager().getClass().getName());
        ManagementFactory.getPlatformMBeanServer();
        System.out.println("log manager by " + LogManagerOfTheApplication.MADE_BY);
        System.out.println("configured by " + Configuration.madeBy);
        System.out.println("MBean server by " + ServerBuilderOfTheApplication.MADE_BY);
        new QuietStatement().execute("SELECT * FROM late");
    }
}
