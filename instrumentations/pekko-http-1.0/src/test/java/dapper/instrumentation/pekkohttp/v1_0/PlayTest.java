// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import play.Mode;
import play.api.BuiltInComponents;
import play.api.mvc.Handler;
import play.api.mvc.RequestHeader;
import play.api.mvc.Result;
import play.api.routing.HandlerDef;
import play.core.server.PekkoHttpServer;
import play.core.server.Server;
import play.core.server.ServerConfig;
import play.core.server.ServerConfig$;
import play.mvc.Results;
import play.routing.Router;
import scala.Function0;
import scala.Function1;
import scala.Option;
import scala.collection.immutable.Nil$;
import scala.runtime.AbstractPartialFunction;

/** A whole Play server on Pekko HTTP, whose router does what the compiler of {@code routes} files writes. */
@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlayTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Server server;

    @BeforeAll
    void start() {
        ServerConfig config = ServerConfig$.MODULE$.apply(
                PlayTest.class.getClassLoader(),
                new File("target"),
                Option.apply(0),
                Option.empty(),
                "127.0.0.1",
                Mode.TEST.asScala(),
                new Properties());
        server = PekkoHttpServer.fromRouterWithComponents(config, Routes::new);
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    private static final class Routes extends AbstractPartialFunction<RequestHeader, Handler> {
        private final BuiltInComponents components;

        private Routes(BuiltInComponents components) {
            this.components = components;
        }

        @Override
        public boolean isDefinedAt(RequestHeader request) {
            return !request.path().startsWith("/nowhere");
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T extends RequestHeader, R> R applyOrElse(T request, Function1<T, R> otherwise) {
            if (!isDefinedAt(request)) {
                return otherwise.apply(request);
            }
            String path = request.path().startsWith("/items/") ? "/items/$id<[^/]+>" : request.path();
            HandlerDef definition = new HandlerDef(
                    PlayTest.class.getClassLoader(),
                    "",
                    "controllers.Items",
                    "show",
                    (scala.collection.immutable.Seq<Class<?>>) (Object) Nil$.MODULE$,
                    "GET",
                    path,
                    "",
                    (scala.collection.immutable.Seq<String>) (Object) Nil$.MODULE$);
            Function0<Result> action = () -> {
                if (path.equals("/broken")) {
                    throw new IllegalStateException("broken");
                }
                return Results.ok("answer").asScala();
            };
            return (R) Handler.Stage$.MODULE$.modifyRequest(
                    header -> header.addAttr(Router.Attrs.HANDLER_DEF.asScala(), definition),
                    components.defaultActionBuilder().apply(action));
        }
    }

    private int get(String path) throws Exception {
        int port = (Integer) server.httpPort().get();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    @Test
    void aRequestIsOneSpanWithTheRouteOfItsLine() throws Exception {
        assertThat(get("/items/7")).isEqualTo(200);

        assertThat(AgentExtension.spans().takeOne())
                .hasName("GET /items/{id}")
                .hasKind(SpanKind.SERVER)
                .isRoot()
                .hasNoError()
                .hasAttribute("http.route", "/items/{id}")
                .hasAttribute("url.path", "/items/7")
                .hasAttribute("http.response.status_code", 200);
    }

    @Test
    void aRequestWithoutARouteIsNamedByItsMethod() throws Exception {
        assertThat(get("/nowhere")).isEqualTo(404);

        assertThat(AgentExtension.spans().takeOne())
                .hasName("GET")
                .hasNoError()
                .hasAttribute("http.response.status_code", 404);
    }

    @Test
    void anActionThatFailsIsAnErrorOfItsRoute() throws Exception {
        assertThat(get("/broken")).isEqualTo(500);

        assertThat(AgentExtension.spans().takeOne()).hasName("GET /broken").hasError("500");
    }

    @Test
    void patternsOfParametersAreLeftOut() {
        assertThat(PlayRoutes.template("/items/$id<[^/]+>/parts/$part<(?<n>.+)>"))
                .isEqualTo("/items/{id}/parts/{part}");
        assertThat(PlayRoutes.template("/plain")).isEqualTo("/plain");
        assertThat(PlayRoutes.template("/costs/$5")).isEqualTo("/costs/$5");
        assertThat(PlayRoutes.template("/open/$id<[^/]+")).isEqualTo("/open/$id<[^/]+");
    }
}
