// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.httpurlconnection;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * One CLIENT span per connection. HTTPS connections are a facade for a delegate, which extends the class for HTTP and
 * overrides {@code connect} only.
 */
public final class HttpUrlConnectionInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.httpurlconnection.";

    @Override
    public String name() {
        return "http-url-connection";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("sun.net.www.protocol.http.HttpURLConnection")
                        .advice(
                                namedOneOf("connect", "getOutputStream").and(takesNoArguments()),
                                PACKAGE + "ConnectAdvice")
                        .advice(named("getInputStream").and(takesNoArguments()), PACKAGE + "InputAdvice")
                        .advice(
                                namedOneOf("setRequestProperty", "addRequestProperty")
                                        .and(takesArguments(String.class, String.class)),
                                PACKAGE + "PropertyAdvice")
                        .advice(named("disconnect").and(takesNoArguments()), PACKAGE + "DisconnectAdvice"),
                TypeInstrumentation.named("sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection")
                        .advice(named("connect").and(takesNoArguments()), PACKAGE + "ConnectAdvice"));
    }
}
