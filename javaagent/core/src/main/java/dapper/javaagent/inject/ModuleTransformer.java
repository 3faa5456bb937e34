// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.inject;

import java.lang.instrument.ClassFileTransformer;
import org.jspecify.annotations.Nullable;

/** A transformer that also gets the module of each class, if the JDK has modules. */
public interface ModuleTransformer extends ClassFileTransformer {
    /** @param module a {@code java.lang.Module}; null on JDK 8 */
    byte @Nullable [] transform(
            @Nullable Object module,
            @Nullable ClassLoader loader,
            @Nullable String internalName,
            @Nullable Class<?> redefined,
            byte[] classFile);
}
