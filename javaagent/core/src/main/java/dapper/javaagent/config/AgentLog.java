// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import java.io.PrintStream;

/**
 * The agent's log: single lines on standard error. Not a logging framework, because any of them could be the
 * application's own, and starting java.util.logging early breaks servers that replace its manager. Any thread.
 */
public final class AgentLog {
    static final int NONE = 0;
    static final int WARN = 1;
    static final int INFO = 2;
    static final int DEBUG = 3;

    private static volatile int level = INFO;

    private AgentLog() {}

    static void level(int level) {
        AgentLog.level = level;
    }

    public static boolean isDebug() {
        return level >= DEBUG;
    }

    /** For the few lines that an operator expects from every process. */
    public static void info(String message) {
        if (level >= INFO) {
            write("[dapper] ", message);
        }
    }

    /** For problems that the operator should fix or look into. A caller that can repeat itself limits its own rate. */
    public static void warn(String message) {
        if (level >= WARN) {
            write("[dapper] WARN ", message);
        }
    }

    public static void debug(String message) {
        if (level >= DEBUG) {
            write("[dapper] DEBUG ", message);
        }
    }

    private static void write(String prefix, String message) {
        PrintStream err = System.err;
        if (err != null) {
            // Messages of libraries such as gRPC may have several lines.
            err.println(prefix + message.replace('\r', ' ').replace('\n', ' '));
        }
    }
}
