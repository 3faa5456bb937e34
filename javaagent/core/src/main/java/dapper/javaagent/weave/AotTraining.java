// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import dapper.javaagent.resource.TextFile;
import org.jspecify.annotations.Nullable;

/**
 * Detects a JVM that runs to train an AOT cache (JEP 483, JEP 514). Redefined classes are left out of the cache, and
 * without the ones that the JVM itself needs (java.lang.VirtualThread) it crashes while it makes a cache.
 */
final class AotTraining {
    private AotTraining() {}

    static boolean isRunning() {
        for (String arguments : TextFile.lines("/proc/self/cmdline")) {
            if (isIn(arguments)) {
                return true;
            }
        }
        return isIn(System.getenv("JAVA_TOOL_OPTIONS")) || isIn(System.getenv("JDK_JAVA_OPTIONS"));
    }

    private static boolean isIn(@Nullable String options) {
        return options != null && (options.contains("-XX:AOTMode=record") || options.contains("-XX:AOTCacheOutput="));
    }
}
