// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import play.api.mvc.Handler;
import play.api.mvc.RequestHeader;
import scala.Tuple2;

/** The routes of Play, whose server asks the application's router for the handler of each request. */
public final class PlayInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "play-3.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named("play.core.server.Server$")
                .advice(
                        named("getHandlerFor").and(takesArgument(0, named("play.api.mvc.RequestHeader"))),
                        PlayInstrumentation.class.getName() + "$RouteAdvice"));
    }

    static final class RouteAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Return @Nullable Tuple2<RequestHeader, Handler> routed) {
            if (routed != null) {
                PlayRoutes.routed(routed._1());
            }
        }
    }
}
