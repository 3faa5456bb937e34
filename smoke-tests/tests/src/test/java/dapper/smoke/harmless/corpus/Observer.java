// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless.corpus;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;

/**
 * Stands on both sides of the agent under test: {@code -javaagent} names it before and behind that one, so it sees the bytes
 * that go in and those that come out, and how long that took.
 */
public final class Observer {
    static final Set<String> CHANGED = new ConcurrentSkipListSet<>();
    static final LongAdder NANOS = new LongAdder();
    static final LongAdder SEEN = new LongAdder();

    private static final ThreadLocal<Map<String, Arrival>> BEFORE = ThreadLocal.withInitial(HashMap::new);

    /** Its class loader is the only one that counts; set when the corpus is about to be loaded. */
    static volatile ClassLoader corpus;

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
            if (loader == corpus && loader != null) {
                BEFORE.get().put(name, new Arrival(classFile, System.nanoTime()));
            }
            return null;
        }
    }

    private static final class Behind implements ClassFileTransformer {
        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
            if (loader == corpus && loader != null) {
                long now = System.nanoTime();
                Arrival arrival = BEFORE.get().remove(name);
                SEEN.increment();
                NANOS.add(now - arrival.nanos());
                if (!Arrays.equals(arrival.classFile(), classFile)) {
                    CHANGED.add(name);
                }
            }
            return null;
        }
    }
}
