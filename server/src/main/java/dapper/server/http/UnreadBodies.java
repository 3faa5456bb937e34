// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Reads the rest of a request's body before the answer begins, and discards it. Otherwise a sender that is still
 * sending would see a broken connection instead of the answer, and a client could reuse a connection that is about to be
 * closed. If the rest is too long, the answer announces that the connection ends.
 */
final class UnreadBodies extends Handler.Wrapper {
    private final long mostBytes;

    /** @param mostBytes of a body that are discarded */
    UnreadBodies(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, new Answer(request, response, mostBytes), callback);
    }

    private static final class Answer extends Response.Wrapper {
        private final boolean waitsForPermission;
        private long bytesLeft;
        private boolean begun;

        Answer(Request request, Response response, long mostBytes) {
            super(request, response);
            this.waitsForPermission =
                    request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
            this.bytesLeft = mostBytes;
        }

        @Override
        public void write(boolean last, ByteBuffer content, Callback callback) {
            if (begun) {
                super.write(last, content, callback);
                return;
            }
            begun = true;
            discard(() -> super.write(last, content, callback));
        }

        private void discard(Runnable answer) {
            boolean ended = false;
            boolean closes = false;
            while (!ended && !closes) {
                Content.Chunk chunk = getRequest().read();
                if (chunk == null && !waitsForPermission) {
                    getRequest().demand(() -> discard(answer));
                    return;
                }
                if (chunk == null || Content.Chunk.isFailure(chunk)) {
                    closes = true;
                } else {
                    ended = chunk.isLast();
                    bytesLeft -= chunk.remaining();
                    closes = bytesLeft < 0 && !ended;
                    chunk.release();
                }
            }
            if (closes) {
                getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
            }
            answer.run();
        }
    }
}
