// SPDX-License-Identifier: Apache-2.0
package io.opentelemetry.javaagent;

import java.lang.instrument.Instrumentation;

/** Classes that look like the start of an agent, and this one, which is only of the same house. */
public final class Agents {
    private Agents() {}

    /** As most are. */
    public static final class Long {
        private Long() {}

        public static void premain(String arguments, Instrumentation jvm) {}
    }

    /** As the JVM takes it too. */
    public static final class Short {
        private Short() {}

        public static void premain(String arguments) {}
    }
}
