// SPDX-License-Identifier: Apache-2.0
package dapper.storage.testing;

import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a real Cassandra: {@code @ExtendWith(EmbeddedCassandraExtension.class)}.
 *
 * <p>A test, a constructor or a {@code @BeforeAll} method may ask for a {@link CassandraStorage} or its
 * {@link CassandraConfig}, both with the test class's own keyspace, or for the {@link TestNode}. The node starts with
 * the first class that needs it and ends with the JVM's last one, also where Surefire runs each class on its own.
 */
public final class EmbeddedCassandraExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(EmbeddedCassandraExtension.class);
    private static final Set<Class<?>> TYPES = Set.of(TestNode.class, CassandraConfig.class, CassandraStorage.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == TestNode.class) {
            return node(context);
        }
        return type == CassandraConfig.class ? config(context) : storage(context);
    }

    /** Returns the node of this JVM's tests, which starts with the first call. */
    public static TestNode node(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(TestNode.class, key -> TestNode.start(), TestNode.class);
    }

    private static CassandraConfig config(ExtensionContext context) {
        return ofClass(context)
                .computeIfAbsent(
                        CassandraConfig.class,
                        key -> node(context)
                                .newKeyspace(context.getRequiredTestClass().getSimpleName()),
                        CassandraConfig.class);
    }

    private static CassandraStorage storage(ExtensionContext context) {
        return ofClass(context)
                .computeIfAbsent(
                        CassandraStorage.class, key -> CassandraStorage.open(config(context)), CassandraStorage.class);
    }

    private static ExtensionContext.Store ofClass(ExtensionContext context) {
        ExtensionContext classContext = context;
        while (classContext.getTestMethod().isPresent()) {
            classContext = classContext.getParent().orElseThrow();
        }
        return classContext.getStore(NAMESPACE);
    }
}
