// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v9_0;

import dapper.javaagent.testing.HandlerWork;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.HandlerWrapper;

/**
 * A handler without servlets. It is a proxy, because the parameters of {@code Handler.handle} belong to the servlet API, whose
 * package differs between Jetty 10 and 11.
 */
final class RawHandler implements InvocationHandler {
    private final Handler lifeCycle = new HandlerWrapper();

    private RawHandler() {}

    static Handler create() {
        return (Handler) Proxy.newProxyInstance(
                RawHandler.class.getClassLoader(), new Class<?>[] {Handler.class}, new RawHandler());
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (!method.getName().equals("handle")) {
            return method.invoke(lifeCycle, arguments);
        }
        Request request = (Request) arguments[1];
        request.setHandled(true);
        if (request.getPathInfo().equals("/throw")) {
            throw new IllegalStateException("broken");
        }
        request.getResponse().getWriter().print(HandlerWork.work("handler"));
        return null;
    }
}
