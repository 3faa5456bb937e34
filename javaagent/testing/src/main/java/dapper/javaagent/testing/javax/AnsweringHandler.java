// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing.javax;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import javax.servlet.ServletResponse;
import org.jspecify.annotations.Nullable;

/** The handler of a JDK proxy of a filter or servlet: it handles every request by itself. */
final class AnsweringHandler implements InvocationHandler {
    @Override
    @SuppressWarnings("ReferenceEquality") // the equality of a proxy
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given) throws Throwable {
        Object[] arguments = given == null ? new Object[0] : given;
        return switch (method.getName()) {
            case "doFilter", "service" -> {
                HandlerServlet.write((ServletResponse) arguments[1], "handler");
                yield null;
            }
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            case "toString" -> "proxy";
            default -> null;
        };
    }
}
