// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import static net.bytebuddy.matcher.ElementMatchers.isFinalizer;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.lang.reflect.InvocationHandler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import net.bytebuddy.matcher.ElementMatchers;

/** Like {@link java.lang.reflect.Proxy}, but with ordinary classes, which get woven. */
final class WovenObjects {
    private static final Map<Class<?>, Class<?>> CLASSES = new ConcurrentHashMap<>();

    private WovenObjects() {}

    static <T> T of(Class<T> type, InvocationHandler handler) throws ReflectiveOperationException {
        Class<?> made = CLASSES.computeIfAbsent(type, WovenObjects::make);
        Object object = made.getConstructor().newInstance();
        made.getField("handler").set(object, handler);
        return type.cast(object);
    }

    private static Class<?> make(Class<?> type) {
        return new ByteBuddy()
                .subclass(Object.class)
                .implement(type)
                .name("woven." + type.getSimpleName() + "Object")
                .defineField("handler", InvocationHandler.class, java.lang.reflect.Modifier.PUBLIC)
                .method(ElementMatchers.isVirtual().and(not(isFinalizer())).and(not(ElementMatchers.named("clone"))))
                .intercept(InvocationHandlerAdapter.toField("handler"))
                .make()
                .load(WovenObjects.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
                .getLoaded();
    }
}
