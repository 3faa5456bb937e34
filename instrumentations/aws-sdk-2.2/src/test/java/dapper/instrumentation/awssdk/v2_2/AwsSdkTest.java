// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.AwsServer;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.RecordedSpans;
import dapper.javaagent.testing.Traces;
import dapper.sampling.testing.ReservedPort;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsSdkTest {
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));

    private final AwsServer server;
    private final Http http = new Http();
    private final AsyncHttp asyncHttp = new AsyncHttp();
    private final DynamoDbClient client;
    private final DynamoDbAsyncClient asyncClient;

    AwsSdkTest() throws Exception {
        server = new AwsServer();
        client = client(server.uri(), RetryPolicy.defaultRetryPolicy());
        asyncClient = asyncClient(server.uri(), RetryPolicy.defaultRetryPolicy());
    }

    private DynamoDbClient client(URI uri, RetryPolicy retry) {
        return DynamoDbClient.builder()
                .endpointOverride(uri)
                .region(Region.EU_WEST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(http)
                .overrideConfiguration(config -> config.retryPolicy(retry))
                .build();
    }

    private DynamoDbAsyncClient asyncClient(URI uri, RetryPolicy retry) {
        return asyncClient(uri, retry, asyncHttp);
    }

    private static DynamoDbAsyncClient asyncClient(URI uri, RetryPolicy retry, SdkAsyncHttpClient http) {
        return DynamoDbAsyncClient.builder()
                .endpointOverride(uri)
                .region(Region.EU_WEST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(http)
                .overrideConfiguration(config -> config.retryPolicy(retry))
                .build();
    }

    @AfterAll
    void close() {
        client.close();
        asyncClient.close();
        http.delegate.close();
        asyncHttp.delegate.close();
        server.close();
    }

    /** A client that works for itself before each request, if it should. */
    private static final class Http implements SdkHttpClient {
        final SdkHttpClient delegate = ApacheHttpClient.builder().build();
        volatile boolean makesSpans;

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            if (makesSpans) {
                inSpan("http");
            }
            return delegate.prepareRequest(request);
        }

        @Override
        public void close() {}
    }

    /** The same for asynchronous requests. */
    private static final class AsyncHttp implements SdkAsyncHttpClient {
        final SdkAsyncHttpClient delegate = NettyNioAsyncHttpClient.builder().build();
        volatile boolean makesSpans;

        @Override
        public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
            if (makesSpans) {
                inSpan("http");
            }
            return delegate.execute(request);
        }

        @Override
        public void close() {}
    }

    private static void inSpan(String name) {
        try {
            Traces.inSpan(name, () -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static GetItemRequest item(String table) {
        return GetItemRequest.builder()
                .tableName(table)
                .key(Collections.singletonMap(
                        "id", AttributeValue.builder().s("7").build()))
                .build();
    }

    private static String get(DynamoDbClient client, String table) {
        return client.getItem(item(table)).item().get("id").s();
    }

    private static String get(DynamoDbAsyncClient client, String table) throws Exception {
        try {
            return client.getItem(item(table))
                    .get(60, TimeUnit.SECONDS)
                    .item()
                    .get("id")
                    .s();
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private Map<String, Object> attributes(String requestId, int status) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("rpc.system.name", "aws-api");
        attributes.put("rpc.method", "DynamoDb/GetItem");
        attributes.put("aws.dynamodb.table_names", List.of("items"));
        attributes.put("cloud.region", "eu-west-1");
        attributes.put("server.address", "localhost");
        attributes.put("server.port", server.port());
        attributes.put("aws.request_id", requestId);
        attributes.put("http.response.status_code", status);
        return attributes;
    }

    private static RecordedSpans spans() {
        return AgentExtension.spans();
    }

    @Test
    void makesOneSpanPerCall() throws Exception {
        for (boolean async : new boolean[] {false, true}) {
            Traces.inSpan(
                    "parent",
                    () -> assertThat(async ? get(asyncClient, "items") : get(client, "items"))
                            .isEqualTo("7"));

            List<RecordedSpan> spans = spans().take(2);
            assertThat(spans.get(1))
                    .hasName("DynamoDb.GetItem")
                    .hasKind(SpanKind.CLIENT)
                    .isChildOf(spans.get(0))
                    .hasNoError()
                    .hasNoEvents()
                    .hasExactlyAttributes(attributes("db-request", 200));
        }
    }

    @Test
    void theHttpClientWorksInTheContextOfTheCall() throws Exception {
        http.makesSpans = true;
        asyncHttp.makesSpans = true;
        try {
            for (boolean async : new boolean[] {false, true}) {
                Traces.inSpan(
                        "parent",
                        () -> assertThat(async ? get(asyncClient, "items") : get(client, "items"))
                                .isEqualTo("7"));

                List<RecordedSpan> spans = spans().take(3);
                assertThat(spans.get(1)).hasKind(SpanKind.CLIENT).isChildOf(spans.get(0));
                assertThat(spans.get(2)).hasName("http").isChildOf(spans.get(1));
            }
        } finally {
            http.makesSpans = false;
            asyncHttp.makesSpans = false;
        }
    }

    /** The connection is new, so no task of the application's thread leads to the event loop that writes. */
    @Test
    void theNettyClientWritesInTheContextOfTheCall() throws Exception {
        EventLoopGroup threads = new NioEventLoopGroup(1);
        SdkEventLoopGroup group = SdkEventLoopGroup.create(threads, WatchedChannel::new);
        try (SdkAsyncHttpClient netty =
                        NettyNioAsyncHttpClient.builder().eventLoopGroup(group).build();
                DynamoDbAsyncClient watched = asyncClient(server.uri(), RetryPolicy.none(), netty)) {
            for (int i = 0; i < 2; i++) {
                Traces.inSpan("parent", () -> assertThat(get(watched, "items")).isEqualTo("7"));

                List<RecordedSpan> spans = spans().take(3);
                assertThat(spans.get(1)).hasKind(SpanKind.CLIENT).isChildOf(spans.get(0));
                assertThat(spans.get(2)).hasName("written").isChildOf(spans.get(1));
            }
        } finally {
            threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    /** Makes a span when the bytes of a request are written: they are one buffer. */
    private static final class WatchedChannel extends NioSocketChannel {
        WatchedChannel() {
            pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
                @Override
                public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                    if (message instanceof ByteBuf
                            && ((ByteBuf) message).toString(UTF_8).startsWith("POST")) {
                        inSpan("written");
                    }
                    context.write(message, promise);
                }
            });
        }
    }

    @Test
    void countsTheAttemptsAfterTheFirst() throws Exception {
        Map<String, Object> attributes = attributes("db-request", 200);
        attributes.put("http.request.resend_count", 2);
        for (boolean async : new boolean[] {false, true}) {
            server.failNext(2);

            assertThat(async ? get(asyncClient, "items") : get(client, "items")).isEqualTo("7");

            assertThat(spans().takeOne()).hasNoError().hasExactlyAttributes(attributes);
        }
    }

    @Test
    void recordsTheCodeOfAnError() {
        Map<String, Object> attributes = attributes("db-request", 400);
        attributes.put("aws.dynamodb.table_names", List.of("missing"));
        attributes.put("rpc.response.status_code", "ResourceNotFoundException");
        attributes.put("error.type", "ResourceNotFoundException");
        for (boolean async : new boolean[] {false, true}) {
            Throwable thrown =
                    catchThrowable(() -> assertThat(async ? get(asyncClient, "missing") : get(client, "missing"))
                            .isNull());

            assertThat(thrown).isInstanceOf(ResourceNotFoundException.class);
            RecordedSpan span = spans().takeOne();
            assertThat(span).hasError("ResourceNotFoundException").hasNoEvents().hasExactlyAttributes(attributes);
            assertThat(span.statusDescription()).isNull();
        }
    }

    @Test
    void recordsThatNobodyListens() throws Exception {
        try (ReservedPort nobody = new ReservedPort()) {
            URI uri = URI.create("http://localhost:" + nobody.number());
            try (DynamoDbClient lonely = client(uri, RetryPolicy.none());
                    DynamoDbAsyncClient lonelyAsync = asyncClient(uri, RetryPolicy.none())) {
                for (boolean async : new boolean[] {false, true}) {
                    Throwable thrown =
                            catchThrowable(() -> assertThat(async ? get(lonelyAsync, "items") : get(lonely, "items"))
                                    .isNull());

                    RecordedSpan span = spans().takeOne();
                    assertThat(span)
                            .hasError(thrown.getClass().getName())
                            .hasNoAttribute("http.response.status_code")
                            .hasNoAttribute("aws.request_id")
                            .hasNoAttribute("http.request.resend_count")
                            .hasAttribute("server.port", nobody.number());
                }
            }
        }
    }

    @Test
    void aClientOfAnotherServiceHasItsName() {
        try (S3Client s3 = S3Client.builder()
                .endpointOverride(server.uri())
                .region(Region.EU_WEST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(http)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(true)
                        .checksumValidationEnabled(false) // the server sends none
                        .build())
                .build()) {
            GetObjectRequest request =
                    GetObjectRequest.builder().bucket("bucket").key("key").build();

            assertThat(s3.getObjectAsBytes(request).asUtf8String()).isEqualTo("content");
        }
        Map<String, Object> attributes = attributes("s3-request", 200);
        attributes.put("aws.extended_request_id", "s3-extended");
        attributes.put("rpc.method", "S3/GetObject");
        attributes.put("aws.s3.bucket", "bucket");
        attributes.remove("aws.dynamodb.table_names");
        assertThat(spans().takeOne()).hasName("S3.GetObject").hasNoError().hasExactlyAttributes(attributes);
    }

    @Test
    void recordsNothingInAnUnsampledTrace() throws Exception {
        Traces.inUnsampledTrace(() -> {
            assertThat(get(client, "items")).isEqualTo("7");
            assertThat(get(asyncClient, "items")).isEqualTo("7");
        });
        assertThat(spans().take(0)).isEmpty();
    }
}
