// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.resource;

import java.io.File;
import java.io.IOException;
import java.util.Map;

/** The {@code process.*} attributes. The command line is left out: it often contains passwords. */
final class ProcessAttributes {
    private ProcessAttributes() {}

    static void addTo(Map<String, Object> attributes) {
        long pid = pid();
        if (pid > 0) {
            attributes.put("process.pid", pid);
        }
        attributes.put("process.runtime.name", property("java.runtime.name"));
        attributes.put("process.runtime.version", property("java.runtime.version"));
        attributes.put(
                "process.runtime.description",
                property("java.vm.vendor") + " " + property("java.vm.name") + " " + property("java.vm.version"));
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    /**
     * Without java.lang.management, which would start the platform's MBean server, and if possible without
     * ProcessHandle, which starts threads and lambdas; 0 if that is impossible.
     */
    static long pid() {
        try {
            return Long.parseLong(new File("/proc/self").getCanonicalFile().getName());
        } catch (IOException | NumberFormatException e) {
            return pidOfHandle();
        }
    }

    private static long pidOfHandle() {
        try {
            Class<?> handle = Class.forName("java.lang.ProcessHandle");
            Object current = handle.getMethod("current").invoke(null);
            return (Long) handle.getMethod("pid").invoke(current);
        } catch (ReflectiveOperationException e) {
            return 0;
        }
    }
}
