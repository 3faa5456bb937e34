// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.dubbo.v2_7;

import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;

/** The names of this instrumentation and of the methods of services. */
final class Methods {
    static final String INSTRUMENTATION = "dubbo-2.7";
    static final String SYSTEM = "dubbo";

    private static final String GENERIC = "$invoke";
    private static final String GENERIC_ASYNC = "$invokeAsync";

    /** The packages of the services by which Dubbo's own parts call each other. */
    private static final String[] INTERNAL = {
        "org.apache.dubbo.metadata.", "org.apache.dubbo.registry.", "org.apache.dubbo.monitor."
    };

    private Methods() {}

    /** Service and method. A generic call has the name of the method as its first argument. */
    static String name(Invoker<?> invoker, Invocation invocation) {
        String method = invocation.getMethodName();
        Object[] arguments = invocation.getArguments();
        if ((GENERIC.equals(method) || GENERIC_ASYNC.equals(method))
                && arguments != null
                && arguments.length == 3
                && arguments[0] instanceof String) {
            method = (String) arguments[0];
        }
        return service(invoker) + '/' + method;
    }

    /** Returns whether the application neither makes nor serves the call: it is one of Dubbo's own. */
    static boolean isInternal(Invoker<?> invoker) {
        String service = service(invoker);
        for (String packageName : INTERNAL) {
            if (service.startsWith(packageName)) {
                return true;
            }
        }
        return false;
    }

    static boolean isTriple(Invoker<?> invoker) {
        return "tri".equals(invoker.getUrl().getProtocol());
    }

    /** Returns whether another server receives the calls of the protocol and passes them on to Dubbo. */
    static boolean hasOtherTransport(Invoker<?> invoker) {
        String protocol = invoker.getUrl().getProtocol();
        return !"dubbo".equals(protocol) && !"injvm".equals(protocol);
    }

    /** A consumer without the class of the service has the name in its address. */
    private static String service(Invoker<?> invoker) {
        String service = invoker.getUrl().getServiceInterface();
        return service == null ? invoker.getInterface().getName() : service;
    }
}
