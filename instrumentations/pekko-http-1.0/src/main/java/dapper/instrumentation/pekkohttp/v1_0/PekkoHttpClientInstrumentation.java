// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.pekko.http.scaladsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Future;

/** The client's calls of single requests. The API for Java ends here too. */
public final class PekkoHttpClientInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "pekko-http-1.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named("org.apache.pekko.http.scaladsl.HttpExt")
                .advice(
                        named("singleRequest")
                                .and(takesArgument(0, named("org.apache.pekko.http.scaladsl.model.HttpRequest"))),
                        PekkoHttpClientInstrumentation.class.getName() + "$SingleRequestAdvice"));
    }

    static final class SingleRequestAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable SingleRequest enter(@Advice.Argument(value = 0, readOnly = false) HttpRequest request) {
            SingleRequest call = SingleRequest.start(request);
            if (call != null) {
                request = call.request();
            }
            return call;
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(
                @Advice.Enter @Nullable SingleRequest call,
                @Advice.Return(readOnly = false) @Nullable Future<HttpResponse> response,
                @Advice.Thrown @Nullable Throwable thrown) {
            if (call != null) {
                response = call.returned(response, thrown);
            }
        }
    }
}
