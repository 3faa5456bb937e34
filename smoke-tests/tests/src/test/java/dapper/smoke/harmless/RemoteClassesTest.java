// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless;

import static org.assertj.core.api.Assertions.assertThat;

import app.loading.RemoteClasses;
import dapper.smoke.run.Distribution;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Class loaders that fetch each class over HTTP: their requests with and without the agent. */
class RemoteClassesTest {
    private static final Path JARS = Path.of(System.getProperty("dapper.corpus"));

    /** No class loader fetches what these weave. */
    private static final Set<String> OF_THE_JDK = Set.of(
            "executors",
            "http-url-connection",
            "java-net-http",
            "java-util-logging",
            "java-util-timer",
            "jdk-httpserver");

    private final OtlpReceiver receiver = OtlpReceiver.start();

    @AfterEach
    void close() {
        receiver.close();
    }

    private static String jar(String prefix) {
        try (Stream<Path> corpus = Files.list(JARS);
                Stream<Path> woven = Files.list(JARS.resolveSibling("woven"))) {
            return Stream.concat(corpus, woven)
                    .map(Path::toString)
                    .filter(file -> file.contains('/' + prefix))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Program run(Jvm jvm, String... groups) {
        Program program = jvm.run(RemoteClasses.class, groups);
        assertThat(program.exitCode()).as(program.toString()).isZero();
        return program;
    }

    private static List<String> lines(Program program, String prefix) {
        return program.standardOutput().stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.replace(" traced", ""))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("dapper.smoke.run.Jdk#all")
    void loadersOfTheJdkThatFetchClassesAreAskedNothingMoreAndOthersOnceForEachSuperType(Jdk jdk) {
        String[] plain = {
            "plain=" + Jvm.TEST_CLASSES + "=app.loading.Plain$Leaf,app.loading.Plain$Other",
            "guava=" + jar("guava-")
                    + "=com.google.common.collect.ImmutableSortedMap,com.google.common.cache.LocalCache",
            "derby=" + jar("derby-") + "=org.apache.derby.impl.sql.compile.SelectNode"
        };
        Program without = run(Jvm.on(jdk), plain);
        Program with = run(Jvm.on(jdk).tracedTo(receiver), plain);

        assertThat(lines(without, "call ")).isNotEmpty();
        assertThat(lines(with, "request ").stream()
                        .filter(line -> line.contains("/jdk/"))
                        .toList())
                .isEqualTo(lines(without, "request ").stream()
                        .filter(line -> line.contains("/jdk/"))
                        .toList());
        assertThatOnlySuperTypesWereReadOnceAndUntraced(without, with);
    }

    /** For a loader that may be local: matching must read the types that a class extends or implements. */
    private static void assertThatOnlySuperTypesWereReadOnceAndUntraced(Program without, Program with) {
        Map<String, Integer> before = counts(without.standardOutput());
        counts(with.standardOutput()).forEach((line, count) -> {
            int more = line.matches("call .* getResourceAsStream .*|request GET /[a-z]+/own/.*") ? 1 : 0;
            assertThat(count).as(line).isLessThanOrEqualTo(before.getOrDefault(line, 0) + more);
        });
        assertThatNothingElseIsTraced(before, with);
    }

    private static void assertThatNothingElseIsTraced(Map<String, Integer> before, Program with) {
        counts(with.standardOutput().stream()
                        .filter(line -> line.endsWith(" traced"))
                        .toList())
                .forEach((line, count) ->
                        assertThat(count).as("traced: " + line).isLessThanOrEqualTo(before.getOrDefault(line, 0)));
    }

    @Test
    void everyInstrumentationIsAmongTheWovenOrOfTheJdk() throws IOException {
        List<String> groups =
                Stream.of(woven()).map(group -> group.split("=")[0]).toList();
        try (Stream<Path> folders = Files.list(Distribution.repository().resolve("instrumentations"))) {
            assertThat(folders.filter(folder -> Files.isDirectory(folder.resolve("src/main")))
                            .map(folder -> folder.getFileName().toString()))
                    .containsAll(OF_THE_JDK)
                    .filteredOn(name -> !OF_THE_JDK.contains(name))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(groups).as(name).anyMatch(group -> group.startsWith(name)));
        }
    }

    /** For each folder of instrumentations whose targets are not the JDK's: the library, and classes that are woven. */
    private static String[] woven() {
        String jetty9 =
                jars("jetty-http-9", "jetty-io-9", "jetty-server-9", "jetty-servlet-9", "jetty-util-9", "javax");
        String jetty12 = jars(
                "jetty-http-12",
                "jetty-io-12",
                "jetty-server-12",
                "jetty-util-12",
                "jetty-ee10-servlet-12",
                "jakarta.servlet");
        String undertow = jars("undertow-core", "undertow-servlet", "xnio-api", "jboss-logging", "jakarta.servlet");
        return new String[] {
            "apache-httpasyncclient-4.0="
                    + jars("httpasyncclient-", "httpclient-4", "httpcore-4", "httpcore-nio-4")
                    + "=org.apache.http.impl.nio.client.InternalHttpAsyncClient,"
                    + "org.apache.http.impl.nio.client.InternalState,"
                    + "org.apache.http.impl.nio.client.DefaultClientExchangeHandlerImpl",
            "apache-httpclient-4.3=" + jars("httpclient-4", "httpcore-4")
                    + "=org.apache.http.impl.client.InternalHttpClient,org.apache.http.protocol.HttpRequestExecutor",
            "apache-httpclient-5.0=" + jars("httpclient5-", "httpcore5-")
                    + "=org.apache.hc.client5.http.impl.classic.InternalHttpClient,"
                    + "org.apache.hc.core5.http.impl.io.HttpRequestExecutor",
            "armeria-1.0=" + jars("armeria-", "netty-common-")
                    + "=com.linecorp.armeria.server.DefaultServerErrorHandler,com.linecorp.armeria.common.logging.DefaultRequestLog",
            "async-http-client-2.0="
                    + jars(
                            "async-http-client-",
                            "netty-codec-http-",
                            "netty-codec-base-",
                            "netty-transport-4",
                            "netty-common-",
                            "netty-buffer-")
                    + "=org.asynchttpclient.netty.NettyResponseFuture,"
                    + "org.asynchttpclient.netty.request.NettyRequestSender",
            "google-http-client-1.19=" + jars("google-http-client-", "guava-")
                    + "=com.google.api.client.http.HttpRequest,com.google.api.client.http.HttpHeaders",
            "aws-sdk-1.11=" + jars("aws-java-sdk-core-", "aws-java-sdk-sqs-")
                    + "=com.amazonaws.AmazonWebServiceClient,com.amazonaws.http.AmazonHttpClient,"
                    + "com.amazonaws.services.sqs.model.ReceiveMessageResult",
            "aws-sdk-2.2="
                    + jars(
                            "sdk-core-2",
                            "aws-core-2",
                            "http-client-spi-2",
                            "utils-2",
                            "regions-2",
                            "identity-spi-2",
                            "sqs-2")
                    + "=software.amazon.awssdk.core.client.builder.SdkDefaultClientBuilder,"
                    + "software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse,"
                    + "software.amazon.awssdk.core.internal.http.pipeline.stages.MakeHttpRequestStage",
            "elasticsearch-rest-client-6.4="
                    + jars("elasticsearch-rest-client-", "httpcore-4")
                    + "=org.elasticsearch.client.RestClient",
            "elasticsearch-rest-client-6.4-opensearch="
                    + jars("opensearch-rest-client-", "httpcore-4")
                    + "=org.opensearch.client.RestClient",
            "spring-web-client-5.0=" + jars("spring-web-", "spring-core-", "spring-beans-")
                    + "=org.springframework.web.client.DefaultRestClient$DefaultRequestBodyUriSpec",
            "cassandra-driver-3.0=" + jars("cassandra-driver-core-3", "guava-")
                    + "=com.datastax.driver.core.SessionManager",
            "cassandra-driver-4.0=" + jars("java-driver-core-4")
                    + "=com.datastax.oss.driver.internal.core.cql.CqlRequestAsyncProcessor",
            "class-loaders=" + Jvm.TEST_CLASSES + "=app.loading.RemoteLoader",
            "cxf-3.0=" + jars("cxf-core-", "cxf-rt-frontend-jaxrs-", "cxf-rt-transports-http-", "jakarta.ws.rs-")
                    + "=org.apache.cxf.jaxrs.interceptor.JAXRSInInterceptor,org.apache.cxf.jaxrs.JAXRSInvoker",
            "dubbo-2.7=" + jars("dubbo-3")
                    + "=org.apache.dubbo.rpc.filter.ContextFilter,org.apache.dubbo.rpc.protocol.dubbo.DubboInvoker",
            "grpc-1.6=" + jars("grpc-core-", "grpc-api-", "guava-")
                    + "=io.grpc.internal.ManagedChannelImpl,io.grpc.internal.ServerImpl",
            "jdbc=" + Jvm.TEST_CLASSES + "=app.QuietStatement",
            "jdbc-h2=" + jars("h2-") + "=org.h2.jdbc.JdbcConnection,org.h2.jdbc.JdbcCallableStatement,org.h2.Driver",
            "jdbc-hikari=" + jars("HikariCP-") + "=com.zaxxer.hikari.pool.HikariProxyCallableStatement,"
                    + "com.zaxxer.hikari.pool.HikariProxyConnection",
            "jedis-3.0=" + jars("jedis-3") + "=redis.clients.jedis.Connection,redis.clients.jedis.BinaryClient",
            "jedis-4.0=" + jars("jedis-8") + "=redis.clients.jedis.Connection",
            "jersey-2.0=" + jars("jersey-server-", "jersey-common-", "jakarta.ws.rs-")
                    + "=org.glassfish.jersey.server.internal.routing.UriRoutingContext",
            "jetty-9.0=" + jetty9 + "=org.eclipse.jetty.server.HttpChannelOverHttp,"
                    + "org.eclipse.jetty.server.HttpChannelState,org.eclipse.jetty.servlet.ServletHandler",
            "jetty-12.0=" + jetty12 + "=org.eclipse.jetty.server.internal.HttpChannelState,"
                    + "org.eclipse.jetty.ee10.servlet.ServletChannel",
            "jms-1.1=" + jars("activemq-client-5", "jakarta.jms-api-2")
                    + "=org.apache.activemq.ActiveMQMessageProducer,org.apache.activemq.ActiveMQMessageConsumer",
            "jms-3.0=" + jars("activemq-client-6", "jakarta.jms-api-3")
                    + "=org.apache.activemq.ActiveMQMessageProducer,org.apache.activemq.ActiveMQMessageConsumer",
            "kafka-clients-0.11=" + jar("kafka-clients-") + "=org.apache.kafka.clients.producer.KafkaProducer,"
                    + "org.apache.kafka.clients.consumer.KafkaConsumer,"
                    + "org.apache.kafka.clients.consumer.KafkaShareConsumer,"
                    + "org.apache.kafka.clients.consumer.ConsumerRecords",
            "kafka-streams-1.0=" + jars("kafka-streams-", "kafka-clients-")
                    + "=org.apache.kafka.streams.processor.internals.StreamThread,"
                    + "org.apache.kafka.streams.processor.internals.StreamTask,"
                    + "org.apache.kafka.streams.processor.internals.PartitionGroup,"
                    + "org.apache.kafka.streams.processor.internals.StoreChangelogReader",
            "kotlin-coroutines-1.3=" + jars("kotlinx-coroutines-core-jvm-", "kotlin-stdlib-")
                    + "=kotlinx.coroutines.CoroutineContextKt",
            "lettuce-5.0="
                    + jars("lettuce-core-", "netty-codec-base-", "netty-transport-4", "netty-common-", "netty-buffer-")
                    + "=io.lettuce.core.protocol.AsyncCommand,io.lettuce.core.protocol.Command,"
                    + "io.lettuce.core.RedisChannelHandler",
            "log4j-context-data-2.7=" + jars("log4j-core-", "log4j-api-")
                    + "=org.apache.logging.log4j.core.impl.ThreadContextDataInjector$ForDefaultThreadContextMap",
            "log4j-mdc-1.2=" + jars("reload4j-") + "=org.apache.log4j.spi.LoggingEvent,org.apache.log4j.Category",
            "jboss-logmanager-mdc-2.1=" + jars("jboss-logmanager-") + "=org.jboss.logmanager.ExtLogRecord",
            "logback-mdc-1.0=" + jars("logback-classic-", "logback-core-") + "=ch.qos.logback.classic.spi.LoggingEvent",
            "methods=" + Jvm.TEST_CLASSES + "=app.AnnotatedJob",
            "micronaut-http-server-3.6="
                    + jars(
                            "micronaut-http-server-4",
                            "micronaut-http-server-netty-",
                            "micronaut-router-",
                            "micronaut-http-4",
                            "micronaut-core-4")
                    + "=io.micronaut.http.server.RouteExecutor",
            "mongodb-driver-3.7=" + jars("mongodb-driver-core-", "bson-5")
                    + "=com.mongodb.MongoClientSettings,com.mongodb.internal.connection.DefaultConnectionPool",
            "netty-4.1="
                    + jars(
                            "netty-codec-http-",
                            "netty-codec-http2-",
                            "netty-codec-base-",
                            "netty-handler-",
                            "netty-transport-4",
                            "netty-common-",
                            "netty-buffer-")
                    + "=io.netty.handler.codec.http.HttpObjectDecoder,"
                    + "io.netty.handler.codec.http.HttpObjectEncoder,io.netty.channel.AbstractChannelHandlerContext,"
                    + "io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder,"
                    + "io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder$FrameReadListener,"
                    + "io.netty.handler.codec.http2.StreamBufferingEncoder,"
                    + "io.netty.handler.codec.http2.Http2ConnectionHandler,"
                    + "io.netty.handler.codec.http2.AbstractHttp2StreamChannel",
            "nats-2.10=" + jars("jnats-")
                    + "=io.nats.client.impl.NatsConnection,io.nats.client.impl.NatsDispatcher,"
                    + "io.nats.client.impl.NatsJetStreamSubscription",
            "okhttp-3.0=" + jars("okhttp-jvm-", "kotlin-stdlib-") + "=okhttp3.internal.connection.RealCall,"
                    + "okhttp3.internal.connection.RealCall$AsyncCall,okhttp3.internal.http.RealInterceptorChain",
            "opentelemetry-api-1.0=" + jars("opentelemetry-api-", "opentelemetry-context-", "opentelemetry-common-")
                    + "=io.opentelemetry.api.GlobalOpenTelemetry,io.opentelemetry.context.ThreadLocalContextStorage",
            "graphql-java-12.0=" + jars("graphql-java-", "java-dataloader-", "reactive-streams-")
                    + "=graphql.GraphQL,graphql.execution.Execution",
            "mybatis-3.0=" + jars("mybatis-3") + "=org.apache.ibatis.executor.BaseExecutor",
            "spring-data-2.7="
                    + jars("spring-data-commons-", "spring-aop-", "spring-core-", "spring-beans-", "spring-context-")
                    + "=org.springframework.data.repository.core.support.RepositoryFactorySupport",
            "pekko-actor-1.0=" + jars("pekko-actor_2.13", "scala-library-2.13")
                    + "=org.apache.pekko.dispatch.Envelope,org.apache.pekko.actor.ActorCell",
            "pekko-http-1.0="
                    + jars(
                            "pekko-http-core_2.13",
                            "pekko-parsing_2.13",
                            "pekko-stream_2.13",
                            "pekko-actor_2.13",
                            "reactive-streams-",
                            "scala-library-2.13")
                    + "=org.apache.pekko.http.scaladsl.HttpExt,"
                    + "org.apache.pekko.http.impl.engine.server.GracefulTerminatorStage$,"
                    + "org.apache.pekko.http.impl.engine.http2.Http2Blueprint$,"
                    + "org.apache.pekko.stream.impl.fusing.GraphInterpreter",
            "pekko-http-1.0-play=" + jars("play_2.13", "play-server_2.13", "scala-library-2.13")
                    + "=play.core.server.Server$",
            "quartz-2.0=" + jars("quartz-2", "quartz-jobs-") + "=org.quartz.jobs.NoOpJob",
            "r2dbc-0.8="
                    + jars("r2dbc-h2-", "r2dbc-spi-", "h2-", "reactor-core-", "reactive-streams-")
                    + "=io.r2dbc.h2.H2ConnectionFactory,io.r2dbc.h2.H2Statement,io.r2dbc.h2.H2Result",
            "rabbitmq-client-2.7=" + jars("amqp-client-")
                    + "=com.rabbitmq.client.impl.ChannelN,com.rabbitmq.client.impl.ChannelN$5",
            "reactor-3.1=" + jars("reactor-core-", "reactive-streams-") + "=reactor.core.publisher.MonoCreate,"
                    + "reactor.core.publisher.FluxPublishOn,reactor.core.publisher.FluxPublishOn$PublishOnSubscriber",
            "redisson-3.12="
                    + jars("redisson-4", "netty-codec-base-", "netty-transport-4", "netty-common-", "netty-buffer-")
                    + "=org.redisson.command.RedisExecutor,org.redisson.command.CommandBatchService",
            "resteasy-3.0=" + jars("resteasy-core-7", "resteasy-core-spi-7", "jakarta.ws.rs-")
                    + "=org.jboss.resteasy.core.ResourceMethodInvoker,org.jboss.resteasy.core.ResourceLocatorInvoker",
            "rxjava-2.2=" + jars("rxjava-2", "reactive-streams-")
                    + "=io.reactivex.internal.operators.flowable.FlowableCreate,"
                    + "io.reactivex.internal.operators.single.SingleCreate",
            "rxjava-3.0=" + jars("rxjava-3", "reactive-streams-")
                    + "=io.reactivex.rxjava3.internal.operators.flowable.FlowableCreate,"
                    + "io.reactivex.rxjava3.internal.operators.parallel.ParallelRunOn",
            "scala-concurrent-2.12=" + jars("scala-library-2.12") + "=scala.concurrent.impl.CallbackRunnable",
            "scala-concurrent-2.12-in-2.13=" + jars("scala-library-2.13")
                    + "=scala.concurrent.impl.Promise$Transformation",
            "servlet-3.0=" + jars("tomcat-embed-core-9") + "=org.apache.catalina.servlets.WebdavServlet,"
                    + "org.apache.catalina.filters.CorsFilter",
            "servlet-5.0=" + jars("tomcat-embed-core-11") + "=org.apache.catalina.servlets.WebdavServlet,"
                    + "org.apache.catalina.filters.CorsFilter",
            "spring-scheduling-3.1=" + jars("spring-context-", "spring-core-")
                    + "=org.springframework.scheduling.support.ScheduledMethodRunnable,"
                    + "org.springframework.scheduling.concurrent.ReschedulingRunnable",
            "spring-webflux-5.0="
                    + jars(
                            "spring-webflux-",
                            "spring-web-",
                            "spring-context-",
                            "spring-beans-",
                            "spring-core-",
                            "reactor-core-",
                            "reactive-streams-")
                    + "=org.springframework.web.server.adapter.HttpWebHandlerAdapter,"
                    + "org.springframework.web.reactive.DispatcherHandler",
            "spymemcached-2.12=" + jars("spymemcached-")
                    + "=net.spy.memcached.MemcachedClient,net.spy.memcached.MemcachedConnection,"
                    + "net.spy.memcached.internal.OperationFuture",
            "tomcat-7.0=" + jars("tomcat-embed-core-11") + "=org.apache.catalina.connector.CoyoteAdapter,"
                    + "org.apache.coyote.http11.Http11Processor,org.apache.catalina.core.StandardWrapperValve",
            "undertow-1.4=" + undertow + "=io.undertow.server.Connectors,io.undertow.server.HttpServerExchange,"
                    + "io.undertow.servlet.handlers.ServletDispatchingHandler,io.undertow.servlet.spec.AsyncContextImpl",
            "vertx-3.6=" + jars("vertx-core-3", "vertx-web-3")
                    + "=io.vertx.core.impl.TaskQueue,io.vertx.core.impl.FutureImpl,"
                    + "io.vertx.core.http.impl.HttpClientRequestImpl,io.vertx.ext.web.impl.RouteState",
            "vertx-4.0=" + jars("vertx-core-4", "vertx-web-4")
                    + "=io.vertx.core.impl.TaskQueue,io.vertx.core.impl.future.FutureImpl,"
                    + "io.vertx.ext.web.impl.RouteState",
            "vertx-5.0=" + jars("vertx-core-5", "vertx-core-logging-5")
                    + "=io.vertx.core.impl.TaskQueue,io.vertx.core.impl.future.FutureImpl",
            "xmemcached-2.0=" + jars("xmemcached-") + "=net.rubyeye.xmemcached.XMemcachedClient"
        };
    }

    private static String jars(String... prefixes) {
        return Stream.of(prefixes).map(RemoteClassesTest::jar).collect(Collectors.joining(File.pathSeparator));
    }

    /** Checking a library and weaving it needs class files that the application may never load. */
    @ParameterizedTest
    @MethodSource("dapper.smoke.run.Jdk#all")
    void classLoadersOfWovenClassesAreAskedOnceAtMostForEachClassFileAndUntraced(Jdk jdk) {
        Program without = run(Jvm.on(jdk), woven());
        Program with = run(Jvm.on(jdk).tracedTo(receiver).with("-Dotel.javaagent.debug=true"), woven());

        for (String group : woven()) {
            String[] classes = group.split("=")[2].split(",");
            assertThat(with.standardError())
                    .as("something of " + group + " is woven")
                    .anyMatch(line -> Stream.of(classes).anyMatch(name -> line.contains(name + " is woven")));
        }
        Map<String, Integer> before = counts(without.standardOutput());
        Map<String, Integer> asked = counts(with.standardOutput());
        assertThat(asked.keySet()).anyMatch(line -> line.startsWith("call ") && line.contains("getResourceAsStream"));
        // A class that was read may be loaded, too, because what the agent injects extends it: two requests to the
        // server.
        asked.forEach((line, count) -> assertThat(count)
                .as(line)
                .isLessThanOrEqualTo(before.getOrDefault(line, 0) + (line.startsWith("request ") ? 2 : 1)));
        assertThatNothingElseIsTraced(before, with);
    }

    /** Returns how often the program printed each line. */
    private static Map<String, Integer> counts(List<String> lines) {
        Map<String, Integer> counts = new TreeMap<>();
        lines.forEach(line -> counts.merge(line.replace(" traced", ""), 1, Integer::sum));
        return counts;
    }
}
