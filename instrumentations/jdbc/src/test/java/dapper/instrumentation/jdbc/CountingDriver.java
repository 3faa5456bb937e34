// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A driver that records every call of every method of its objects, including those of {@link Object}. Methods that no
 * application calls in these tests behave as badly as JDBC allows: they throw, or run SQL.
 */
final class CountingDriver {
    static final String URL = "jdbc:postgresql://db.example:5433/shop";

    private final boolean woven;
    private final List<String> calls = new ArrayList<>();

    /** @param woven false for JDK proxies, which no agent weaves */
    CountingDriver(boolean woven) {
        this.woven = woven;
    }

    List<String> calls() {
        return calls;
    }

    Driver driver() {
        return object(Driver.class, (method, arguments) -> {
            switch (method.getName()) {
                case "connect":
                    return connection();
                case "acceptsURL":
                    return true;
                case "getMajorVersion":
                case "getMinorVersion":
                    return 1;
                default:
                    throw new SQLException("I do not answer");
            }
        });
    }

    DataSource dataSource() {
        return object(DataSource.class, (method, arguments) -> {
            if (method.getName().equals("getConnection")) {
                return connection();
            }
            throw new SQLException("I do not answer");
        });
    }

    private Connection connection() {
        return object(Connection.class, (method, arguments) -> {
            switch (method.getName()) {
                case "createStatement":
                    return statement(Statement.class);
                case "prepareStatement":
                    return statement(PreparedStatement.class);
                case "prepareCall":
                    return statement(CallableStatement.class);
                case "getMetaData":
                    statement(Statement.class).execute("SELECT version()");
                    return object(DatabaseMetaData.class, (asked, none) -> {
                        throw new SQLException("I do not answer");
                    });
                case "unwrap":
                    throw new SQLException("I do not answer");
                default:
                    return usual(method);
            }
        });
    }

    private <T extends Statement> T statement(Class<T> type) {
        return object(type, (method, arguments) -> {
            switch (method.getName()) {
                case "execute":
                case "executeQuery":
                case "executeUpdate":
                case "executeLargeUpdate":
                    if (arguments != null && "FAIL".equals(arguments[0])) {
                        throw new SQLException("no such luck", "42P01", 7);
                    }
                    return method.getReturnType() == ResultSet.class ? resultSet() : usual(method);
                case "executeBatch":
                    throw new BatchUpdateException("no such luck", "42P01", 7, new int[] {1, -3});
                case "executeLargeBatch":
                    return new long[] {1, 1};
                case "getConnection":
                case "unwrap":
                    throw new SQLFeatureNotSupportedException("I do not answer");
                default:
                    return usual(method);
            }
        });
    }

    private ResultSet resultSet() {
        return object(ResultSet.class, (method, arguments) -> usual(method));
    }

    private static @Nullable Object usual(Method method) {
        Class<?> type = method.getReturnType();
        if (type == boolean.class) {
            return method.getName().equals("isValid") || method.getName().equals("getAutoCommit");
        }
        if (type == int.class) {
            return 0;
        }
        return type == long.class ? (Object) 0L : null;
    }

    private interface Behaviour {
        @Nullable
        Object answer(Method method, Object @Nullable [] arguments) throws Throwable;
    }

    private <T> T object(Class<T> type, Behaviour behaviour) {
        Object[] self = new Object[1];
        InvocationHandler handler = (object, method, arguments) -> {
            calls.add(type.getSimpleName() + '.' + method.getName() + described(arguments));
            switch (method.getName()) {
                case "hashCode":
                    return System.identityHashCode(self[0]);
                case "equals":
                    return arguments[0] == self[0];
                case "toString":
                    return type.getSimpleName();
                default:
                    return behaviour.answer(method, arguments);
            }
        };
        T object;
        try {
            object = woven
                    ? WovenObjects.of(type, handler)
                    : type.cast(Proxy.newProxyInstance(
                            CountingDriver.class.getClassLoader(), new Class<?>[] {type}, handler));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        self[0] = object;
        return object;
    }

    /** Calls no methods of arguments that are counted themselves. */
    private static String described(Object @Nullable [] arguments) {
        List<String> texts = new ArrayList<>();
        for (Object argument : arguments == null ? new Object[0] : arguments) {
            texts.add(
                    argument instanceof String || argument instanceof Number || argument instanceof Boolean
                            ? argument.toString()
                            : argument instanceof int[] ? Arrays.toString((int[]) argument) : "?");
        }
        return texts.toString();
    }
}
