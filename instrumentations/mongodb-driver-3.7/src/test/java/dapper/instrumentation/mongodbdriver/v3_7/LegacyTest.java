// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.mongodbdriver.v3_7;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;

import com.mongodb.MongoClient;
import com.mongodb.MongoClientOptions;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The old API, in version 3 and 4. */
class LegacyTest extends MongoTest {
    @Test
    void eachCommandIsOneSpan() {
        MongoClientOptions options = MongoClientOptions.builder().build();
        try (MongoClient client = new MongoClient(
                serverAddress(), MongoClientOptions.builder(options).build())) {
            client.getDatabase("shop").runCommand(new Document("ping", 1));

            assertThat(spans().takeOne()).hasName("ping").hasExactlyAttributes(attributes("ping", null));
        }
    }
}
