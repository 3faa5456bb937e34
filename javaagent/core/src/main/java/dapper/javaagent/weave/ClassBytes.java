// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Finds class files through the resources of class loaders, so that no class is loaded to learn about it. */
final class ClassBytes {
    /** Sees what the boot loader sees; there is no other way to ask it for a resource. */
    private static final ClassLoader BOOT = new ClassLoader(null) {};

    private ClassBytes() {}

    /** Null if the loader does not give the class file away. */
    static byte @Nullable [] find(@Nullable ClassLoader loader, String internalName) {
        try {
            // A URLClassLoader closes the jar behind this stream when it is closed itself; a URL opened here would not.
            InputStream stream = (loader == null ? BOOT : loader).getResourceAsStream(internalName + ".class");
            return stream == null ? null : Lines.bytes(stream);
        } catch (IOException e) {
            return null;
        }
    }
}
