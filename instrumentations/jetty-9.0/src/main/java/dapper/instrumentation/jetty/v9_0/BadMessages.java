// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v9_0;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.eclipse.jetty.server.HttpChannel;

/** {@code BadMessageException} of 9.3 and newer, through a method handle because this class must link with 9.0 too. */
final class BadMessages {
    private static final String TYPE = "org.eclipse.jetty.http.BadMessageException";

    private BadMessages() {}

    /** The status of an exception: 500 unless it is one by which Jetty rejects a request. */
    static int status(Throwable thrown) {
        if (!isBadMessage(thrown.getClass())) {
            return 500;
        }
        try {
            Class<?> type = Class.forName(TYPE, false, HttpChannel.class.getClassLoader());
            MethodHandle code = MethodHandles.publicLookup()
                    .findVirtual(type, "getCode", MethodType.methodType(int.class))
                    .asType(MethodType.methodType(int.class, Throwable.class));
            return (int) code.invokeExact(thrown);
        } catch (Throwable e) {
            return 400;
        }
    }

    private static boolean isBadMessage(Class<?> type) {
        for (Class<?> above = type; above != null; above = above.getSuperclass()) {
            if (above.getName().equals(TYPE)) {
                return true;
            }
        }
        return false;
    }
}
