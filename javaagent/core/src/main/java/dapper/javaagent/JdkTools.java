// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent;

import org.jspecify.annotations.Nullable;

/**
 * Recognises the tools of the JDK, which inherit {@code JAVA_TOOL_OPTIONS} in many containers: tracing a keytool or
 * jcmd would only make it seconds slower.
 */
final class JdkTools {
    private JdkTools() {}

    static boolean isRunning() {
        return isTool(System.getProperty("jdk.module.main"), System.getProperty("sun.java.command"));
    }

    /**
     * @param module of the main class, null if it has none
     * @param command main class and arguments, null if unknown
     */
    static boolean isTool(@Nullable String module, @Nullable String command) {
        String main = command == null ? "" : command;
        if (module != null) {
            // "java Main.java" runs an application through the compiler's module.
            return !main.startsWith("jdk.compiler/com.sun.tools.javac.launcher.")
                    && (module.startsWith("jdk.")
                            || module.equals("java.base")
                            || module.equals("java.rmi")
                            || module.startsWith("org.graalvm.nativeimage"));
        }
        return main.startsWith("com.sun.tools.")
                || main.startsWith("sun.tools.")
                || main.startsWith("sun.security.tools.")
                || main.startsWith("com.oracle.svm.");
    }
}
