// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jedis.v3_0;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** One CLIENT span per command, pipeline or transaction of Jedis 3. */
public final class JedisInstrumentation implements Instrumentation {
    private static final String ADVICE = "dapper.instrumentation.jedis.v3_0.";
    private static final String JEDIS = "redis.clients.jedis.";

    @Override
    public String name() {
        return "jedis-3.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                type("Connection")
                        .advice(
                                named("sendCommand").and(takesArguments(2)).and(takesArgument(1, byte[][].class)),
                                ADVICE + "SendAdvice")
                        .advice(named("readProtocolWithCheckingBroken"), ADVICE + "ReadAdvice")
                        .advice(named("flush"), ADVICE + "FlushAdvice")
                        .advice(named("disconnect"), ADVICE + "DisconnectAdvice"),
                type("JedisClusterCommand")
                        .advice(
                                namedOneOf("run", "runBinary", "runWithAnyNode").and(isPublic()),
                                ADVICE + "ClusterAdvice"),
                housekeeping("BinaryClient", "connect"),
                housekeeping("JedisFactory", "makeObject", "activateObject", "validateObject", "destroyObject"),
                housekeeping("ShardedJedisPool$ShardedJedisFactory", "makeObject", "validateObject", "destroyObject"),
                housekeeping("JedisClusterInfoCache", "discoverClusterNodesAndSlots", "renewClusterSlots"),
                housekeeping("JedisClusterConnectionHandler", "initializeSlotsCache", "renewSlotCache"),
                housekeeping("JedisSlotBasedConnectionHandler", "getConnection", "getConnectionFromSlot"),
                housekeeping("JedisSentinelPool", "initSentinels"),
                housekeeping("JedisSentinelPool$MasterListener", "run"));
    }

    private static TypeInstrumentation housekeeping(String type, String... methods) {
        return type(type).advice(namedOneOf(methods), ADVICE + "HousekeepingAdvice");
    }

    /** Jedis 4 has classes of the same names. */
    private static TypeInstrumentation type(String name) {
        return TypeInstrumentation.named(JEDIS + name).onlyWith(JEDIS + "BinaryClient");
    }
}
