// SPDX-License-Identifier: Apache-2.0
package io.opentelemetry.javaagent;

import java.lang.instrument.Instrumentation;

/** Classes that look like the entry point of an agent, and this one, which only shares the vendor's package. */
public final class Agents {
    private Agents() {}

    /** The usual signature. */
    public static final class Long {
        private Long() {}

        public static void premain(String arguments, Instrumentation jvm) {}
    }

    /** The other signature that the JVM accepts. */
    public static final class Short {
        private Short() {}

        public static void premain(String arguments) {}
    }
}
