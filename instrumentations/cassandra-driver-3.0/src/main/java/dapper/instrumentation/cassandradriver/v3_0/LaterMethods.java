// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v3_0;

import com.datastax.driver.core.ExecutionInfo;
import com.datastax.driver.core.Host;
import com.datastax.driver.core.Statement;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Methods that later versions have than the one that this is compiled with. */
public final class LaterMethods {
    private static final @Nullable Method HOST_ID = method(Host.class, "getHostId");
    private static final @Nullable Method STATEMENT = method(ExecutionInfo.class, "getStatement");
    private static final @Nullable Method SPECULATIVE_EXECUTIONS =
            method(ExecutionInfo.class, "getSpeculativeExecutions");

    private LaterMethods() {}

    private static @Nullable Method method(Class<?> type, String name) {
        try {
            return type.getMethod(name);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static @Nullable Object call(@Nullable Method method, Object object) {
        try {
            return method == null ? null : method.invoke(object);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    static @Nullable Object id(Host host) {
        return call(HOST_ID, host);
    }

    /** @return null where the driver does not give it; likewise below */
    public static @Nullable Statement statement(ExecutionInfo info) {
        return (Statement) call(STATEMENT, info);
    }

    static @Nullable Integer speculativeExecutions(ExecutionInfo info) {
        return (Integer) call(SPECULATIVE_EXECUTIONS, info);
    }
}
