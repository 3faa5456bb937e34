// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets the application be the first to use java.util.logging if it configures it. The JDK's connections and TLS log
 * through it, and the first user makes the process's log manager. From our thread that would be too early for servers
 * that bring their own, or whose configuration class needs a started server.
 */
final class ApplicationLogging implements ClassFileTransformer {
    // Split: the build would relocate a whole name of that package to the libraries' replacement.
    private static final String PACKAGE = "java.util".concat(".logging.");
    private static final String LOG_MANAGER = PACKAGE.concat("LogManager");

    /** An application that has not logged by then does not depend on it. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static volatile boolean settled = true;
    private static volatile long since;

    private final Instrumentation jvm;

    private ApplicationLogging(Instrumentation jvm) {
        this.jvm = jvm;
    }

    /** Watches for the first use, if the application configures logging. Before the exporter starts. */
    static void watch(Instrumentation jvm) {
        if (isConfigured() && !isLoaded(jvm)) {
            since = System.nanoTime();
            settled = false;
            jvm.addTransformer(new ApplicationLogging(jvm));
        }
    }

    private static boolean isConfigured() {
        return System.getProperty(PACKAGE.concat("manager")) != null
                || System.getProperty(PACKAGE.concat("config.class")) != null
                || System.getProperty(PACKAGE.concat("config.file")) != null;
    }

    private static boolean isLoaded(Instrumentation jvm) {
        for (Class<?> loaded : jvm.getAllLoadedClasses()) {
            if (loaded.getName().equals(LOG_MANAGER)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the exporter may do work that makes the JDK log. Any thread. */
    static boolean isSettled() {
        return settled || System.nanoTime() - since > PATIENCE_NANOS;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String internalName,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (loader == null && internalName != null && LOG_MANAGER.equals(internalName.replace('/', '.'))) {
            settled = true;
            jvm.removeTransformer(this);
        }
        return null;
    }
}
