// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.mongodbdriver.v3_7;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import dapper.javaagent.testing.AgentExtension;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server in this JVM. */
@ExtendWith(AgentExtension.class)
abstract class MongoTest {
    private static MongoServer server;
    static InetSocketAddress address;

    @BeforeAll
    static void startServer() {
        server = new MongoServer(new MemoryBackend().version(ServerVersion.MONGO_5_0));
        address = server.bind();
    }

    @AfterAll
    static void stopServer() {
        server.shutdownNow();
    }

    static ServerAddress serverAddress() {
        return new ServerAddress("localhost", address.getPort());
    }

    static MongoClientSettings settings() {
        return MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.hosts(Collections.singletonList(serverAddress())))
                .build();
    }

    static Map<String, Object> attributes(String command, @Nullable String collection) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("db.system.name", "mongodb");
        attributes.put("db.namespace", "shop");
        attributes.put("db.operation.name", command);
        attributes.put("db.query.summary", collection == null ? command : command + ' ' + collection);
        attributes.put("server.address", "localhost");
        attributes.put("server.port", address.getPort());
        if (collection != null) {
            attributes.put("db.collection.name", collection);
        }
        return attributes;
    }
}
