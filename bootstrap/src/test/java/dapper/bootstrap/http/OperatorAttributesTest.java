// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Span;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.call.PeerServices;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attributes that spans have because the operator asks for them. */
class OperatorAttributesTest {
    private final ServerCalls<ReceivedRequest, Integer> calls = new ServerCalls<>("test", new ReceivedRequest.Getter());
    private final ReceivedRequest request = new ReceivedRequest("GET", "/", null);

    @AfterEach
    void asksForNothing() {
        CapturedHeaders.SERVER_REQUEST.use(List.of());
        PeerServices.use(Map.of());
    }

    @Test
    void headersOfARequestAreAttributes() {
        CapturedHeaders.SERVER_REQUEST.use(List.of("X-Tenant", "x-absent", "Authorization", "cookie"));
        RecordedSpans.install(true);
        request.headers.put("x-tenant", "7,8");
        request.headers.put("authorization", "Bearer hush");
        request.headers.put("cookie", "session=hush");

        Map<String, Object> attributes =
                RecordedSpans.attributes(calls.start(request).span());

        assertThat((Object[]) attributes.get("http.request.header.x-tenant")).containsExactly("7,8");
        assertThat((Object[]) attributes.get("http.request.header.authorization"))
                .containsExactly("REDACTED");
        assertThat((Object[]) attributes.get("http.request.header.cookie")).containsExactly("REDACTED");
        assertThat(attributes).doesNotContainKey("http.request.header.x-absent");
    }

    @Test
    void headersOfAnUnsampledRequestAreNotRead() {
        CapturedHeaders.SERVER_REQUEST.use(List.of("x-tenant"));
        RecordedSpans.install(false);

        calls.start(request);

        assertThat(request.read).doesNotContain("x-tenant");
    }

    private static Object peerOf(String host, int port) {
        Call call = new Call();
        call.begin(CallKind.HTTP_CLIENT, "GET", "GET");
        ClientCalls.url(call, null, "http", host, port);
        Span span = call.span();
        call.end(200, null);
        return RecordedSpans.attributes(span).get("service.peer.name");
    }

    @Test
    void aCallHasTheNameOfItsServer() {
        RecordedSpans.install(true);
        assertThat(peerOf("cart.internal", 80)).isNull();
        PeerServices.use(Map.of("Cart.internal", "cart", "cart.internal:8443", "cart-tls", "10.0.0.7", "pay"));

        assertThat(peerOf("cart.internal", 80)).isEqualTo("cart");
        assertThat(peerOf("CART.internal", 8443)).isEqualTo("cart-tls");
        assertThat(peerOf("10.0.0.7", 1)).isEqualTo("pay");
        assertThat(peerOf("other", 80)).isNull();
    }

    @Test
    void aServedCallHasNoPeerOfThisName() {
        RecordedSpans.install(true);
        PeerServices.use(Map.of("cart.internal", "cart"));
        Call call = new Call();
        call.beginServed(CallKind.RPC_SERVER, null, "shop.Cart/Add");
        Span span = call.span();
        span.set(HttpAttributes.SERVER_ADDRESS, "cart.internal");

        call.end(0, null);

        assertThat(RecordedSpans.attributes(span)).doesNotContainKey("service.peer.name");
    }
}
