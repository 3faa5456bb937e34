// SPDX-License-Identifier: Apache-2.0
package app.corpus;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Observes both sides of the agent under test: {@code -javaagent} names it before and after that agent, so it sees the
 * input and output bytes, and the thread's CPU time between them.
 */
public final class Observer {
    static final Set<String> CHANGED = new ConcurrentSkipListSet<>();
    static final Map<String, Long> NANOS = new ConcurrentHashMap<>();

    /** Only its classes count; set just before they are loaded. */
    static volatile ClassLoader corpus;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Map<String, Arrival> ARRIVED = new ConcurrentHashMap<>();

    private record Arrival(byte[] classFile, long nanos) {}

    private Observer() {}

    public static void premain(String side, Instrumentation jvm) {
        // Both can retransform, as the agent between them can: then the JVM keeps the order of the command line.
        jvm.addTransformer(side.equals("before") ? new Before() : new Behind(), true);
    }

    private static final class Before implements ClassFileTransformer {
        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
            if (loader != null && loader == corpus) {
                ARRIVED.put(name, new Arrival(classFile, THREADS.getCurrentThreadCpuTime()));
            }
            return null;
        }
    }

    private static final class Behind implements ClassFileTransformer {
        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
            if (loader != null && loader == corpus) {
                long now = THREADS.getCurrentThreadCpuTime();
                Arrival arrival = ARRIVED.remove(name);
                NANOS.put(name, now - arrival.nanos());
                if (!Arrays.equals(arrival.classFile(), classFile)) {
                    CHANGED.add(name);
                }
            }
            return null;
        }
    }
}
