// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.classloaders;

import dapper.bootstrap.BootClasses;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code loadClass}: the boot loader provides the classes that woven code refers to, and no others. */
final class LoadClassAdvice {
    private LoadClassAdvice() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
    static @Nullable Class<?> enter(@Advice.Argument(0) @Nullable String name) {
        // An application may pass null and gets its loader's own result.
        return name != null && name.startsWith(BootClasses.PREFIX) ? BootClasses.find(name) : null;
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Class<?> found, @Advice.Return(readOnly = false) @Nullable Class<?> returned) {
        if (found != null) {
            returned = found;
        }
    }
}
