// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v5_0;

import static dapper.instrumentation.apachehttpclient.v5_0.RequestGetter.CALLS;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.http.ClientCalls;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/** The calls of the classic client, all on the application's thread. */
public final class ClassicCalls {
    private ClassicCalls() {}

    public static @Nullable Call start(@Nullable HttpHost target, ClassicHttpRequest request) {
        return CALLS.start(request, target);
    }

    /** Called when the client has made its copy of a request. */
    public static void copied(ClassicHttpRequest copy) {
        CALLS.copied(copy);
    }

    /** A request for a tunnel goes to the proxy, not to the called server. */
    public static void writeHeaders(ClassicHttpRequest request) {
        if (!RequestGetter.isOfLibrary(request) || !"CONNECT".equals(request.getMethod())) {
            ClientCalls.injectCurrent(RequestSetter.HEADERS, request);
        }
    }

    public static void end(Call call, @Nullable ClassicHttpResponse response, @Nullable Throwable thrown) {
        CALLS.end(call, response, thrown);
    }
}
