// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** A public method without arguments that classes have in common which share no type, one for each version of the servlet API. */
final class Getter {
    private final ClassValue<MethodHandle> handles;

    Getter(String name) {
        handles = new ClassValue<>() {
            @Override
            protected MethodHandle computeValue(Class<?> type) {
                MethodType general = MethodType.methodType(Object.class, Object.class);
                try {
                    return MethodHandles.publicLookup()
                            .unreflect(type.getMethod(name))
                            .asType(general);
                } catch (ReflectiveOperationException e) {
                    return MethodHandles.empty(general);
                }
            }
        };
    }

    /** Returns the result of the method; null without an object or for an object that has no such method. */
    @Nullable
    Object get(@Nullable Object object) {
        if (object == null) {
            return null;
        }
        try {
            return (Object) handles.get(object.getClass()).invokeExact(object);
        } catch (Throwable e) {
            return null;
        }
    }
}
