// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import java.net.URI;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ, which is compatible with SQS, in this JVM. */
final class SqsServer implements AutoCloseable {
    private final SQSRestServer server =
            SQSRestServerBuilder.withInterface("localhost").withDynamicPort().start();
    private final int port = server.waitUntilStarted().localAddress().getPort();

    int port() {
        return port;
    }

    URI uri() {
        return URI.create("http://localhost:" + port);
    }

    String queueUrl(String queue) {
        return uri() + "/000000000000/" + queue;
    }

    @Override
    public void close() {
        server.stopAndWait();
    }
}
