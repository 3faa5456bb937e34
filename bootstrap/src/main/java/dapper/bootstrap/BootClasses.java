// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * The classes that woven code refers to, for class loaders that hide the boot class path from the classes they define.
 * Called inside {@code loadClass} of the application's class loaders, on any thread, with locks held.
 */
public final class BootClasses {
    /** All names below begin with this: woven class loaders test it themselves and call this class for nothing else. */
    public static final String PREFIX = "dapper.";

    private static final String BOOTSTRAP = PREFIX + "bootstrap.";
    private static final String INSTRUMENTATIONS = PREFIX + "instrumentation.";

    private BootClasses() {}

    /**
     * Returns null for every other name and for a class that does not exist; the class loader then proceeds as usual.
     *
     * @param name as {@code ClassLoader.loadClass} takes it, with dots
     */
    public static @Nullable Class<?> find(String name) {
        boolean ours = name.startsWith(BOOTSTRAP) || name.startsWith(INSTRUMENTATIONS) && name.contains(".boot.");
        if (!ours) {
            return null;
        }
        try {
            return Class.forName(name, false, null);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
