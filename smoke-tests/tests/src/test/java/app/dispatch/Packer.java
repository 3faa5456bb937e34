// SPDX-License-Identifier: Apache-2.0
package app.dispatch;

import com.google.protobuf.StringValue;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.stub.ClientCalls;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import redis.clients.jedis.JedisPooled;

/**
 * Takes parcels from Kafka, looks the address up in Redis, writes the parcel into PostgreSQL, and calls the carrier:
 * {@code java ... app.dispatch.Packer <address of the broker> <URL of Redis> <URL of the database> <address of the
 * carrier>}.
 */
public final class Packer {
    private final JedisPooled addresses;
    private final DataSource database;
    private final Channel carrier;

    private Packer(JedisPooled addresses, DataSource database, Channel carrier) {
        this.addresses = addresses;
        this.database = database;
        this.carrier = carrier;
    }

    public static void main(String[] args) throws Exception {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(args[2]);
        pool.setMaximumPoolSize(1);
        Packer packer = new Packer(
                new JedisPooled(args[1]),
                new HikariDataSource(pool),
                Grpc.newChannelBuilder(args[3], InsecureChannelCredentials.create())
                        .build());
        packer.prepare();
        try (Consumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", args[0], "group.id", "packer", "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(Desk.TOPIC));
            System.out.println("ready");
            while (true) {
                for (ConsumerRecord<String, String> parcel : consumer.poll(Duration.ofSeconds(1))) {
                    packer.pack(parcel.value());
                }
            }
        }
    }

    /** Connects to both servers, too. */
    private void prepare() throws SQLException {
        addresses.set("address:7", "Harbour Street 1");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE parcel (id INT PRIMARY KEY, address TEXT)");
        }
    }

    private void pack(String id) throws SQLException {
        String address = addresses.get("address:" + id);
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO parcel (id, address) VALUES (?, ?)")) {
            insert.setInt(1, Integer.parseInt(id));
            insert.setString(2, address);
            insert.executeUpdate();
        }
        ClientCalls.blockingUnaryCall(carrier, Carrier.COLLECT, CallOptions.DEFAULT, StringValue.of(address));
    }
}
