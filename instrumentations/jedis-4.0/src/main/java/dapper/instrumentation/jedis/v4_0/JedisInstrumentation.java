// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jedis.v4_0;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** One CLIENT span per command, pipeline or transaction of Jedis 4 to 8. */
public final class JedisInstrumentation implements Instrumentation {
    private static final String ADVICE = "dapper.instrumentation.jedis.v4_0.";
    private static final String JEDIS = "redis.clients.jedis.";

    @Override
    public String name() {
        return "jedis-4.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                type("Connection")
                        .advice(
                                named("sendCommand")
                                        .and(takesArguments(1))
                                        .and(takesArgument(0, named(JEDIS + "CommandArguments"))),
                                ADVICE + "SendAdvice")
                        .advice(named("readProtocolWithCheckingBroken"), ADVICE + "ReadAdvice")
                        .advice(named("flush"), ADVICE + "FlushAdvice")
                        .advice(named("disconnect"), ADVICE + "DisconnectAdvice")
                        .advice(
                                namedOneOf("initializeFromClientConfig", "reAuthenticate"),
                                ADVICE + "HousekeepingAdvice"),
                executor("executors.ClusterCommandExecutor"),
                executor("executors.RetryableCommandExecutor"),
                executor("mcf.CircuitBreakerCommandExecutor"),
                executor("mcf.MultiDbCommandExecutor"),
                housekeeping("ConnectionFactory", "makeObject", "validateObject", "destroyObject"),
                housekeeping("JedisFactory", "makeObject", "activateObject", "validateObject", "destroyObject"),
                housekeeping("JedisClusterInfoCache", "discoverClusterNodesAndSlots", "renewClusterSlots"),
                housekeeping("JedisSentinelPool", "initSentinels"),
                housekeeping("JedisSentinelPool$MasterListener", "run"),
                housekeeping("providers.ClusterConnectionProvider", "getConnection"),
                housekeeping("providers.SentineledConnectionProvider", "initSentinels"),
                housekeeping("providers.SentineledConnectionProvider$SentinelListener", "run"),
                housekeeping("mcf.PingStrategy", "doHealthCheck"));
    }

    /** May send a command several times. */
    private static TypeInstrumentation executor(String type) {
        return type(type)
                .advice(
                        namedOneOf("executeCommand", "broadcastCommand", "executeMultiShardCommand")
                                .and(isPublic()),
                        ADVICE + "ClusterAdvice");
    }

    private static TypeInstrumentation housekeeping(String type, String... methods) {
        return type(type).advice(namedOneOf(methods), ADVICE + "HousekeepingAdvice");
    }

    /** Jedis 3 has classes of the same names. */
    private static TypeInstrumentation type(String name) {
        return TypeInstrumentation.named(JEDIS + name).onlyWith(JEDIS + "CommandArguments");
    }
}
