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
 * Discards the rest of a body that nobody has read. If all of it has arrived when the answer begins, the connection
 * remains. Otherwise the answer announces that the connection ends, so that no client reuses it, and it ends after the
 * body: a sender that is still sending would see a broken connection instead of the answer.
 */
final class UnreadBodies extends Handler.Wrapper {
    private final long mostBytes;

    /** @param mostBytes of a body that are discarded */
    UnreadBodies(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Answer answer = new Answer(request, response, mostBytes);
        Callback discarding = new Callback.Nested(callback) {
            @Override
            public void succeeded() {
                answer.discardRest(callback);
            }
        };
        return super.handle(new Ending(request, answer), answer, discarding);
    }

    /** Jetty itself would give up a body of which nothing more has arrived: it could not be read later. */
    private static final class Ending extends Request.Wrapper {
        private final Answer answer;

        Ending(Request request, Answer answer) {
            super(request);
            this.answer = answer;
        }

        @Override
        public boolean consumeAvailable() {
            return answer.readsToTheEnd();
        }
    }

    private static final class Answer extends Response.Wrapper {
        private long bytesLeft;
        private boolean begun;
        private boolean unread;

        Answer(Request request, Response response, long mostBytes) {
            super(request, response);
            this.bytesLeft = mostBytes;
        }

        @Override
        public void write(boolean last, ByteBuffer content, Callback callback) {
            if (!begun) {
                begun = true;
                unread = !readsToTheEnd();
                if (unread) {
                    getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
                }
            }
            super.write(last, content, callback);
        }

        void discardRest(Callback callback) {
            boolean waitsForPermission =
                    getRequest().getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
            if (unread && !waitsForPermission && !readsToTheEnd() && bytesLeft > 0) {
                getRequest().demand(() -> discardRest(callback));
            } else {
                callback.succeeded();
            }
        }

        /** Discards what has arrived, and returns whether the body ended. */
        private boolean readsToTheEnd() {
            while (bytesLeft > 0) {
                Content.Chunk chunk = getRequest().read();
                if (chunk == null) {
                    return false;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    bytesLeft = 0;
                    return false;
                }
                boolean last = chunk.isLast();
                bytesLeft -= chunk.remaining();
                chunk.release();
                if (last) {
                    return true;
                }
            }
            return false;
        }
    }
}
