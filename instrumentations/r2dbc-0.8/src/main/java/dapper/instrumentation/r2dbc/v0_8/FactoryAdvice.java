// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import io.r2dbc.spi.ConnectionFactoryOptions;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the method of a driver that makes a factory of connections. */
final class FactoryAdvice {
    private FactoryAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.Argument(0) @Nullable ConnectionFactoryOptions options, @Advice.Return @Nullable Object factory) {
        if (options != null && factory != null) {
            Origins.made(factory, options);
        }
    }
}
