// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import org.jspecify.annotations.Nullable;

/** Finds types that a class loader has already provided, without a request to it. */
public interface LoadedTypes {
    /** Null if the JVM did not get the type from this loader yet, or if the check is not ready yet. */
    @Nullable
    Class<?> find(ClassLoader loader, String internalName);
}
