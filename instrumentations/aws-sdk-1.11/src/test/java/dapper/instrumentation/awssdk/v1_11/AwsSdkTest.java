// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.amazonaws.ClientConfiguration;
import com.amazonaws.Request;
import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.http.HttpResponse;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBAsyncClient;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClient;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.GetItemRequest;
import com.amazonaws.services.dynamodbv2.model.GetItemResult;
import com.amazonaws.services.dynamodbv2.model.ListTablesRequest;
import com.amazonaws.services.dynamodbv2.model.ResourceNotFoundException;
import com.amazonaws.services.s3.AmazonS3Client;
import com.amazonaws.services.s3.S3ClientOptions;
import com.amazonaws.services.s3.model.S3Object;
import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.AwsServer;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import dapper.sampling.testing.ReservedPort;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsSdkTest {
    private static final AWSCredentials CREDENTIALS = new BasicAWSCredentials("key", "secret");

    private final AwsServer server;
    private final AmazonDynamoDBClient client;
    private final AmazonDynamoDBAsyncClient asyncClient;

    AwsSdkTest() throws Exception {
        server = new AwsServer();
        client = new AmazonDynamoDBClient(CREDENTIALS, new ClientConfiguration());
        client.setEndpoint(server.uri().toString());
        asyncClient = new AmazonDynamoDBAsyncClient(CREDENTIALS, new ClientConfiguration(), new CarryingExecutor());
        asyncClient.setEndpoint(server.uri().toString());
    }

    @AfterAll
    void close() {
        client.shutdown();
        asyncClient.shutdown();
        server.close();
    }

    private static GetItemRequest item(String table) {
        return new GetItemRequest(table, Collections.singletonMap("id", new AttributeValue("7")));
    }

    private static String get(AmazonDynamoDB client, String table) throws Exception {
        try {
            GetItemResult result = client instanceof AmazonDynamoDBAsyncClient
                    ? ((AmazonDynamoDBAsyncClient) client)
                            .getItemAsync(item(table))
                            .get()
                    : client.getItem(item(table));
            return result.getItem().get("id").getS();
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private List<AmazonDynamoDB> clients() {
        return List.of(client, asyncClient);
    }

    /** The newer SDK signs for a region, whatever the server is. */
    static Map<String, Object> withRegion(Map<String, Object> attributes, RecordedSpan span) {
        Map<String, Object> all = new HashMap<>(attributes);
        if (span.attributes().containsKey("cloud.region")) {
            all.put("cloud.region", "us-east-1");
        }
        return all;
    }

    private Map<String, Object> attributes(String requestId, int status) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("rpc.system.name", "aws-api");
        attributes.put("rpc.method", "DynamoDB/GetItem");
        attributes.put("aws.dynamodb.table_names", List.of("items"));
        attributes.put("server.address", "localhost");
        attributes.put("server.port", server.port());
        attributes.put("aws.request_id", requestId);
        attributes.put("http.response.status_code", status);
        return attributes;
    }

    @Test
    void makesOneSpanPerCall() throws Exception {
        for (AmazonDynamoDB client : clients()) {
            Traces.inSpan("parent", () -> assertThat(get(client, "items")).isEqualTo("7"));

            List<RecordedSpan> spans = spans().take(2);
            assertThat(spans.get(1))
                    .hasName("DynamoDB.GetItem")
                    .hasKind(SpanKind.CLIENT)
                    .isChildOf(spans.get(0))
                    .hasNoError()
                    .hasNoEvents()
                    .hasExactlyAttributes(withRegion(attributes("db-request", 200), spans.get(1)));
            assertThat(Current.get()).isNull();
        }
    }

    /** Works for itself before the answer of each attempt is read. */
    private static final class Work extends RequestHandler2 {
        @Override
        public HttpResponse beforeUnmarshalling(Request<?> request, HttpResponse response) {
            try {
                Traces.inSpan("http", () -> {});
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return response;
        }
    }

    @Test
    void anAttemptIsMadeInTheContextOfTheCall() throws Exception {
        for (AmazonDynamoDBClient client : List.of(client, asyncClient)) {
            Work work = new Work();
            client.addRequestHandler(work);
            try {
                Traces.inSpan("parent", () -> assertThat(get(client, "items")).isEqualTo("7"));
            } finally {
                client.removeRequestHandler(work);
            }
            List<RecordedSpan> spans = spans().take(3);
            assertThat(spans.get(1)).hasName("DynamoDB.GetItem").isChildOf(spans.get(0));
            assertThat(spans.get(2)).hasName("http").isChildOf(spans.get(1));
        }
    }

    @Test
    void countsTheAttemptsAfterTheFirst() throws Exception {
        Map<String, Object> attributes = attributes("db-request", 200);
        attributes.put("http.request.resend_count", 2);
        for (AmazonDynamoDB client : clients()) {
            server.failNext(2);

            assertThat(get(client, "items")).isEqualTo("7");

            RecordedSpan span = spans().takeOne();
            assertThat(span).hasNoError().hasExactlyAttributes(withRegion(attributes, span));
        }
    }

    @Test
    void recordsTheCodeOfAnError() {
        Map<String, Object> attributes = attributes("db-request", 400);
        attributes.put("aws.dynamodb.table_names", List.of("missing"));
        attributes.put("rpc.response.status_code", "ResourceNotFoundException");
        attributes.put("error.type", "ResourceNotFoundException");
        for (AmazonDynamoDB client : clients()) {
            Throwable thrown = catchThrowable(() -> get(client, "missing"));

            assertThat(thrown).isInstanceOf(ResourceNotFoundException.class);
            RecordedSpan span = spans().takeOne();
            assertThat(span)
                    .hasError("ResourceNotFoundException")
                    .hasNoEvents()
                    .hasExactlyAttributes(withRegion(attributes, span));
            assertThat(span.statusDescription()).isNull();
        }
    }

    @Test
    void recordsThatNobodyListens() throws Exception {
        try (ReservedPort nobody = new ReservedPort()) {
            AmazonDynamoDBClient lonely =
                    new AmazonDynamoDBClient(CREDENTIALS, new ClientConfiguration().withMaxErrorRetry(0));
            lonely.setEndpoint("http://localhost:" + nobody.number());

            Throwable thrown = catchThrowable(() -> get(lonely, "items"));

            assertThat(spans().takeOne())
                    .hasError(thrown.getClass().getName())
                    .hasNoAttribute("http.response.status_code")
                    .hasNoAttribute("aws.request_id")
                    .hasNoAttribute("http.request.resend_count")
                    .hasAttribute("server.port", nobody.number());
            lonely.shutdown();
        }
    }

    @Test
    void credentialsThatFailAreAnError() {
        AmazonDynamoDBClient poor = new AmazonDynamoDBClient(new AWSCredentialsProvider() {
            @Override
            public AWSCredentials getCredentials() {
                throw new IllegalStateException("none");
            }

            @Override
            public void refresh() {}
        });
        poor.setEndpoint(server.uri().toString());

        assertThat(catchThrowable(() -> poor.listTables(new ListTablesRequest())))
                .hasMessage("none");

        assertThat(spans().takeOne()).hasName("DynamoDB.ListTables").hasException(IllegalStateException.class, "none");
        assertThat(Current.get()).isNull();
        poor.shutdown();
    }

    @Test
    void aClientOfAnotherServiceHasItsName() throws Exception {
        AmazonS3Client s3 = new AmazonS3Client(CREDENTIALS, new ClientConfiguration());
        s3.setEndpoint(server.uri().toString());
        s3.setS3ClientOptions(S3ClientOptions.builder().setPathStyleAccess(true).build());
        try (S3Object object = s3.getObject("bucket", "key")) {
            assertThat(new String(object.getObjectContent().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("content");
        }
        Map<String, Object> attributes = attributes("s3-request", 200);
        attributes.remove("aws.dynamodb.table_names");
        attributes.put("aws.extended_request_id", "s3-extended");
        attributes.put("aws.s3.bucket", "bucket");
        attributes.put("rpc.method", "S3/GetObject");
        RecordedSpan span = spans().takeOne();
        assertThat(span).hasName("S3.GetObject").hasNoError().hasExactlyAttributes(withRegion(attributes, span));
        s3.shutdown();
    }

    @Test
    void recordsNothingInAnUnsampledTrace() throws Exception {
        Traces.inUnsampledTrace(() -> {
            for (AmazonDynamoDB client : clients()) {
                assertThat(get(client, "items")).isEqualTo("7");
            }
        });
        assertThat(spans().take(0)).isEmpty();
    }
}
