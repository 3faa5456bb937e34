// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.httpurlconnection.boot;

import dapper.bootstrap.propagation.Propagation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.HttpURLConnection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Removes headers from a request. The class of the JDK has no method for that, and of several values of a header it
 * replaces one. Its lists of headers are private, and only code of its own module can open them: woven code does, when
 * an application first sets a header that we write too, as a gateway does. Nobody else pays for it.
 */
public final class RequestLines {
    private static final AtomicBoolean ASKED = new AtomicBoolean();

    private static volatile @Nullable RequestLines opened;

    private final Field requests;
    private final Field userHeaders;
    private final Method remove;

    private RequestLines(Field requests, Field userHeaders, Method remove) {
        this.requests = requests;
        this.userHeaders = userHeaders;
        this.remove = remove;
    }

    /**
     * Called before the application sets a header.
     *
     * @return for {@link #opened}, when they are accessible; null if there is nothing to open
     */
    public static AccessibleObject @Nullable [] closed(@Nullable String name) throws ReflectiveOperationException {
        if (name == null
                || opened != null
                || !Propagation.owns(name)
                || ConnectionCalls.isInside()
                || !ASKED.compareAndSet(false, true)) {
            return null;
        }
        Class<?> connection = Class.forName("sun.net.www.protocol.http.HttpURLConnection", false, null);
        Field requests = connection.getDeclaredField("requests");
        return new AccessibleObject[] {
            requests,
            connection.getDeclaredField("userHeaders"),
            requests.getType().getMethod("remove", String.class)
        };
    }

    public static void opened(AccessibleObject[] members) {
        opened = new RequestLines((Field) members[0], (Field) members[1], (Method) members[2]);
    }

    /**
     * Removes all values of a header from a request that has not been sent.
     *
     * @return false if the JDK does not permit it
     */
    static boolean remove(HttpURLConnection connection, String name) {
        RequestLines lines = opened;
        if (lines == null) {
            return false;
        }
        try {
            lines.remove.invoke(lines.requests.get(connection), name);
            lines.remove.invoke(lines.userHeaders.get(connection), name);
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
