// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.classloaders;

import dapper.bootstrap.Tracer;
import java.util.function.Supplier;

/** Refers to a class of the boot class path, like woven code and injected classes. */
public final class Guest implements Supplier<Class<?>> {
    @Override
    public Class<?> get() {
        return Tracer.class;
    }
}
