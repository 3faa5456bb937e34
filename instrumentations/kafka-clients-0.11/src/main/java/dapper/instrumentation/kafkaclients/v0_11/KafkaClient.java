// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import static dapper.bootstrap.messaging.MessageAttributes.CLIENT_ID;
import static dapper.bootstrap.messaging.MessageAttributes.CONSUMER_GROUP;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.ProcessCall;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.messaging.LoopCalls;
import dapper.bootstrap.messaging.MessageCalls;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.AbstractConfig;
import org.jspecify.annotations.Nullable;

/**
 * The description of a producer or a consumer, one object for each. It refers neither to the client nor to its
 * configuration.
 */
final class KafkaClient implements LoopCalls<ConsumerRecord<?, ?>> {
    private static final WeakIdentityMap<KafkaClient> CLIENTS = new WeakIdentityMap<>();
    private static final KafkaClient OF_STORES = new KafkaClient(null, null, null);

    private final @Nullable String id;
    private final @Nullable String group;
    private final @Nullable String host;
    private final int port;

    private KafkaClient(@Nullable String id, @Nullable String group, @Nullable String server) {
        this.id = id;
        this.group = group;
        int colon = server == null ? -1 : server.lastIndexOf(':');
        this.host = server == null || colon < 0 ? null : host(server.substring(0, colon));
        this.port = server == null || colon < 0 ? 0 : port(server.substring(colon + 1));
    }

    /** Without the name of a protocol, and without the brackets of an IPv6 address. */
    private static String host(String address) {
        int slashes = address.indexOf("://");
        String host = slashes < 0 ? address : address.substring(slashes + 3);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static KafkaClient producer(Object producer, AbstractConfig config, String id) {
        KafkaClient known = CLIENTS.get(producer);
        if (known != null) {
            return known;
        }
        KafkaClient made = new KafkaClient(id, null, firstServer(config));
        CLIENTS.put(producer, made);
        return made;
    }

    static void newConsumer(Object consumer, AbstractConfig config) {
        CLIENTS.put(
                consumer,
                new KafkaClient(
                        emptyToNull(config.getString("client.id")),
                        emptyToNull(config.getString("group.id")),
                        firstServer(config)));
    }

    /** A consumer that fills the stores of Kafka Streams: nothing is reported about it. */
    static void ofStores(Object consumer) {
        CLIENTS.put(consumer, OF_STORES);
    }

    @SuppressWarnings("ReferenceEquality") // one object
    boolean isOfStores() {
        return this == OF_STORES;
    }

    static KafkaClient consumer(Object consumer) {
        KafkaClient known = CLIENTS.get(consumer);
        if (known != null) {
            return known;
        }
        KafkaClient unknown = new KafkaClient(null, null, null);
        CLIENTS.put(consumer, unknown);
        return unknown;
    }

    /** The brokers that a record really goes to or comes from are not known to callers of the client. */
    private static @Nullable String firstServer(AbstractConfig config) {
        List<String> servers = config.getList("bootstrap.servers");
        return servers == null || servers.isEmpty() ? null : servers.get(0);
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    @Override
    public boolean start(ProcessCall call, ConsumerRecord<?, ?> record) {
        return ConsumerGetter.CALLS.startProcess(call, record, this);
    }

    @Override
    public void end(ProcessCall call, @Nullable Throwable thrown) {
        ConsumerGetter.CALLS.end(call, null, thrown);
    }

    void describe(Call call) {
        MessageCalls.set(call, CLIENT_ID, id);
        MessageCalls.set(call, CONSUMER_GROUP, group);
        MessageCalls.server(call, host, port);
    }
}
