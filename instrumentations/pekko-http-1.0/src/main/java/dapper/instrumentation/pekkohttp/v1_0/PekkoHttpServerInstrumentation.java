// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.pekko.http.scaladsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.HttpResponse;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.impl.fusing.GraphInterpreter;
import org.apache.pekko.stream.scaladsl.BidiFlow;
import org.apache.pekko.stream.scaladsl.Tcp;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.concurrent.Future;

/** The server: connections of HTTP/1.1, and the handler of HTTP/2. */
public final class PekkoHttpServerInstrumentation implements Instrumentation {
    private static final String ADVICE = PekkoHttpServerInstrumentation.class.getName() + '$';
    private static final String SERVER = "org.apache.pekko.http.impl.engine.server.GracefulTerminatorStage$";

    @Override
    public String name() {
        return "pekko-http-1.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(SERVER)
                        .advice(named("apply").and(takesArguments(2)), ADVICE + "ConnectionAdvice"),
                TypeInstrumentation.named("org.apache.pekko.http.scaladsl.Http$")
                        .advice(named("prepareAttributes").and(takesArguments(2)), ADVICE + "AttributesAdvice"),
                // Part of Pekko's streams, which many use without Pekko HTTP.
                TypeInstrumentation.named("org.apache.pekko.stream.impl.fusing.GraphInterpreter")
                        .onlyWith(SERVER)
                        .advice(named("processPush").and(takesArguments(1)), ADVICE + "PushAdvice"),
                TypeInstrumentation.named("org.apache.pekko.http.impl.engine.http2.Http2Blueprint$")
                        .advice(
                                named("handleWithStreamIdHeader").and(takesArgument(1, named("scala.Function1"))),
                                ADVICE + "Http2Advice"));
    }

    /** The part of a connection that the handler of the application is joined to. */
    static final class ConnectionAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.Return(readOnly = false)
                        BidiFlow<HttpResponse, HttpResponse, HttpRequest, HttpRequest, ?> connection) {
            connection = RequestStage.above(connection);
        }
    }

    static final class AttributesAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.Argument(1) Tcp.IncomingConnection connection,
                @Advice.Return(readOnly = false) Attributes attributes) {
            attributes = attributes.and(new PeerAttribute(connection.remoteAddress()));
        }
    }

    /** An element of a stream moves on to the next stage. */
    static final class PushAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable PushedRequest enter(@Advice.Argument(0) GraphInterpreter.Connection connection) {
            return PushedRequest.enter(connection.slot());
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable PushedRequest entered) {
            if (entered != null) {
                entered.leave();
            }
        }
    }

    static final class Http2Advice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.Argument(value = 1, readOnly = false) Function1<HttpRequest, Future<HttpResponse>> handler) {
            handler = new Http2Handler(handler);
        }
    }
}
