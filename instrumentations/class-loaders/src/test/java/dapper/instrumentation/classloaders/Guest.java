// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.classloaders;

import dapper.bootstrap.Tracer;
import java.util.function.Supplier;

/** Names a class of the boot class path, as woven code and injected classes do. */
public final class Guest implements Supplier<Class<?>> {
    @Override
    public Class<?> get() {
        return Tracer.class;
    }
}
