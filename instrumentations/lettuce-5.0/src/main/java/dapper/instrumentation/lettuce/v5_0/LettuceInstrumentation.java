// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** One CLIENT span per command or pipeline of Lettuce. */
public final class LettuceInstrumentation implements Instrumentation {
    private static final String ADVICE = "dapper.instrumentation.lettuce.v5_0.";
    private static final String CORE = "io.lettuce.core.";
    private static final String COMMAND = CORE + "protocol.RedisCommand";

    @Override
    public String name() {
        return "lettuce-5.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(CORE + "RedisChannelHandler")
                        .advice(
                                named("dispatch").and(takesArguments(1)).and(takesArgument(0, named(COMMAND))),
                                ADVICE + "DispatchAdvice")
                        .advice(
                                named("dispatch").and(takesArguments(1)).and(takesArgument(0, Collection.class)),
                                ADVICE + "DispatchAllAdvice")
                        .advice(named("setAutoFlushCommands"), ADVICE + "AutoFlushAdvice")
                        .advice(named("flushCommands"), ADVICE + "FlushAdvice"),
                TypeInstrumentation.named(CORE + "protocol.CommandHandler")
                        .advice(named("write").and(takesArguments(3)), ADVICE + "WriteAdvice"),
                TypeInstrumentation.named(CORE + "protocol.Command")
                        .advice(named("encode"), ADVICE + "EncodeAdvice")
                        .advice(named("complete"), ADVICE + "CommandAdvice")
                        .advice(named("cancel"), ADVICE + "CommandCancelAdvice"),
                TypeInstrumentation.named(CORE + "protocol.AsyncCommand")
                        .advice(named("completeResult"), ADVICE + "ReplyAdvice")
                        .advice(named("doCompleteExceptionally"), ADVICE + "FailureAdvice")
                        .advice(named("cancel").and(takesArguments(1)), ADVICE + "CancelAdvice"),
                TypeInstrumentation.named(CORE + "RedisPublisher$SubscriptionCommand")
                        .advice(namedOneOf("complete", "doOnComplete"), ADVICE + "ReplyAdvice")
                        .advice(
                                namedOneOf("completeExceptionally", "doOnError").and(takesArguments(1)),
                                ADVICE + "FailureAdvice"),
                TypeInstrumentation.named(CORE + "LettuceFutures", CORE + "internal.Futures")
                        .advice(named("awaitOrCancel").and(takesArguments(3)), ADVICE + "AwaitAdvice"),
                housekeeping("StatefulRedisConnectionImpl", "activated", "setClientName"),
                housekeeping("cluster.StatefulRedisClusterConnectionImpl", "activated", "inspectRedisState"),
                housekeeping(
                        "cluster.StatefulRedisClusterPubSubConnectionImpl",
                        "activated",
                        "resubscribe",
                        "inspectRedisState"),
                housekeeping("pubsub.StatefulRedisPubSubConnectionImpl", "activated"),
                housekeeping("dynamic.RedisCommandFactory", "getCommands"),
                housekeeping("failover.health.PingStrategy", "doHealthCheck"),
                housekeeping("masterslave.MasterSlaveTopologyProvider", "getNodes", "getNodesAsync"),
                housekeeping("masterslave.SentinelTopologyProvider", "getNodes", "getNodesAsync"),
                housekeeping("masterslave.StaticMasterSlaveTopologyProvider", "getNodes", "getNodesAsync"),
                housekeeping("masterreplica.ReplicaTopologyProvider", "getNodes", "getNodesAsync"),
                housekeeping("masterreplica.SentinelTopologyProvider", "getNodes", "getNodesAsync"),
                housekeeping("masterreplica.StaticMasterReplicaTopologyProvider", "getNodes", "getNodesAsync"));
    }

    private static TypeInstrumentation housekeeping(String type, String... methods) {
        return TypeInstrumentation.named(CORE + type).advice(namedOneOf(methods), ADVICE + "HousekeepingAdvice");
    }
}
