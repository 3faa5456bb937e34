// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.okhttp.v3_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.HttpClientContract;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import dapper.javaagent.testing.WatchedObjects;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

class SyncClientTest extends HttpClientContract {
    private final Clients clients = new Clients();

    @Override
    protected Answer send(String method, URI uri, Map<String, String> headers, String body) throws Exception {
        Request request = Clients.request(method, uri, headers, body);
        return Clients.answer(
                clients.waiting(patienceMillis(uri)).newCall(request).execute());
    }

    @Override
    protected boolean sendWatched(URI uri, String body, WatchedObjects watched) throws Exception {
        Request request = new Request.Builder()
                .url(uri.toString())
                .post(new WatchedBody(body, watched))
                .build();
        return Clients.answer(clients.waiting(60_000).newCall(request).execute())
                        .status()
                == 200;
    }

    private Response get(OkHttpClient client, String path) throws IOException {
        return client.newCall(new Request.Builder().url(uri(path).toString()).build())
                .execute();
    }

    /** An interceptor may throw nothing but I/O exceptions. */
    private static void inSpan(String name) {
        try {
            Traces.inSpan(name, () -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void leavesTheApplicationsRequestAsItIs() throws Exception {
        Request request = new Request.Builder().url(uri("/ok").toString()).build();

        Response response = clients.waiting(60_000).newCall(request).execute();
        response.body().close();
        assertThat(response.request().headers().size()).isZero();

        assertThat(request.headers().size()).isZero();
        serverGotOneRequestOf(spans().takeOne());
    }

    @Test
    void interceptorsOfTheApplicationArePartOfTheCall() throws Exception {
        OkHttpClient client = clients.waiting(60_000)
                .newBuilder()
                .addInterceptor(chain -> {
                    inSpan("interceptor");
                    chain.proceed(chain.request()).body().close();
                    return chain.proceed(chain.request());
                })
                .build();
        Traces.inSpan("parent", () -> get(client, "/ok").body().close());

        var spans = spans().take(3);
        RecordedSpan call = spans.get(1);
        assertThat(call).hasKind(SpanKind.CLIENT).isChildOf(spans.get(0));
        assertThat(spans.get(2)).hasName("interceptor").isChildOf(call);
        forgetRequests();
    }

    @Test
    void aCancelledCallHasNotFailed() {
        Call call = clients.waiting(60_000)
                .newCall(new Request.Builder().url(uri("/ok").toString()).build());
        call.cancel();

        assertThatThrownBy(call::execute).isInstanceOf(IOException.class);

        assertThat(spans().takeOne())
                .hasName("GET")
                .hasNoError()
                .hasNoEvents()
                .hasNoAttribute("http.response.status_code");
        forgetRequests();
    }

    @Test
    void aCallThatIsExecutedTwiceFailsOnlyTheSecondTime() throws Exception {
        Call call = clients.waiting(60_000)
                .newCall(new Request.Builder().url(uri("/ok").toString()).build());
        call.execute().body().close();
        serverGotOneRequestOf(spans().takeOne());

        assertThatThrownBy(call::execute).isInstanceOf(IllegalStateException.class);

        assertThat(spans().takeOne()).hasException(IllegalStateException.class, "Already Executed");
    }
}
