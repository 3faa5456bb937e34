// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.concurrent;

/**
 * Tasks that belong to no request although a request may be the first to start them: the loops of pools, pollers,
 * selectors and connection keepers. A context in one of them would never end.
 */
final class UncarriedTasks {
    private static final String[] PREFIXES = {
        "java.util.concurrent.ThreadPoolExecutor$Worker",
        "java.lang.VirtualThread",
        "java.lang.ThreadBuilders",
        "jdk.internal.net.http.",
        "sun.nio.ch.",
        "sun.net.",
        "sun.rmi.",
        "com.sun.jndi.",
        "io.netty.util.concurrent.SingleThreadEventExecutor$",
        "io.netty.util.concurrent.GlobalEventExecutor$",
        "io.netty.channel.nio.NioEventLoop",
        // Timers, name resolution and connections. Callbacks of calls get their context from the call itself.
        "io.grpc.internal.",
        "io.grpc.netty.",
        "io.grpc.okhttp.",
        "io.grpc.SynchronizationContext",
        // Coroutines carry the context of their start. Another one may resume them.
        "kotlinx.coroutines.",
        // A mailbox has messages of many senders. Each message of Pekko carries its own context, those of Akka carry
        // none.
        "akka.dispatch.BalancingDispatcher$SharingMailbox",
        "akka.dispatch.Dispatcher$$anon$",
        "org.apache.pekko.dispatch.BalancingDispatcher$SharingMailbox",
        "org.apache.pekko.dispatch.Dispatcher$$anon$",
        "org.apache.tomcat.util.net.NioEndpoint$Poller",
        "org.apache.tomcat.util.net.NioEndpoint$Acceptor",
        "org.apache.tomcat.util.net.Acceptor",
        "org.apache.catalina.core.ContainerBase$ContainerBackgroundProcessor",
        "org.eclipse.jetty.io.ManagedSelector",
        "org.eclipse.jetty.util.thread.",
        "org.eclipse.jetty.server.AbstractConnector$Acceptor",
        "com.zaxxer.hikari.pool.HikariPool$",
        "org.apache.commons.pool2.impl.",
        "okhttp3.internal.concurrent.TaskRunner",
        "okhttp3.ConnectionPool",
        "okhttp3.internal.connection.RealConnectionPool",
        "com.github.benmanes.caffeine.cache.BoundedLocalCache$PerformCleanupTask",
        "com.zaxxer.hikari.util.",
        "org.apache.http.impl.client.IdleConnectionEvictor",
        "org.apache.hc.client5.http.impl.IdleConnectionEvictor",
    };

    /** Computed once per class, and collected with it. */
    private static final ClassValue<Boolean> UNCARRIED = new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            String name = type.getName();
            for (String prefix : PREFIXES) {
                if (name.startsWith(prefix)) {
                    return Boolean.TRUE;
                }
            }
            return Boolean.FALSE;
        }
    };

    private UncarriedTasks() {}

    static boolean contains(Class<?> type) {
        return UNCARRIED.get(type);
    }
}
