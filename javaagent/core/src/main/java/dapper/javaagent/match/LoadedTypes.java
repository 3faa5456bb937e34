// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import org.jspecify.annotations.Nullable;

/** Looks for types that a class loader has answered for already, without asking it. */
interface LoadedTypes {
    /** Null if the JVM did not get the type from this loader yet, or if that cannot be found out cheaply yet. */
    @Nullable
    Class<?> find(ClassLoader loader, String internalName);
}
