// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;

/** Passes the parts of HTTP messages to the connection they belong to. A channel may be a server's or a client's. */
public final class Messages {
    private Messages() {}

    /** @param first of the objects that the decoder of this context passes on next */
    public static void decoded(ChannelHandlerContext decoder, Object first) {
        if (first instanceof HttpRequest) {
            ServerConnection.of(decoder).readAfter(decoder);
        } else if (first instanceof HttpResponse) {
            ClientConnection connection = ClientConnection.ifAny(decoder.channel());
            if (connection != null) {
                connection.readAfter(decoder);
            }
        }
    }

    public static void encoding(ChannelHandlerContext encoder, Object message) {
        if (message instanceof HttpRequest) {
            if (!ClientConnection.isObserved(encoder.channel())) {
                ClientConnection.of(encoder).sending(encoder, (HttpRequest) message);
            }
        } else if (message instanceof HttpResponse || message instanceof LastHttpContent) {
            ServerConnection connection = ServerConnection.ifAny(encoder.channel());
            if (connection != null) {
                connection.sending(message);
            }
        }
    }

    public static void notEncoded(ChannelHandlerContext encoder, Object message, Throwable thrown) {
        ClientConnection connection = message instanceof HttpRequest ? ClientConnection.ifAny(encoder.channel()) : null;
        if (connection != null) {
            connection.notSent(thrown);
        }
    }
}
