// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.live.Follower;
import dapper.query.live.Look;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * The answer to a client that follows a search: server-sent events. It runs on the thread of the request, which waits for the next event, or for
 * the client to take the last one. So a slow client delays nobody else.
 */
final class LiveStream {
    private static final String MEDIA_TYPE = "text/event-stream";
    /** A sign of life, by which the server notices a client that has left, and proxies keep the connection. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);
    /** Then the client connects again, and its token is checked again. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Context context;
    private final Follower follower;
    private final String search;

    LiveStream(Context context, Follower follower, String search) {
        this.context = context;
        this.follower = follower;
        this.search = search;
    }

    void send() throws IOException, InterruptedException {
        context.contentType(MEDIA_TYPE);
        context.header("X-Accel-Buffering", "no");
        // Without the compression of other answers, which would hold events back.
        OutputStream out = context.res().getOutputStream();
        long began = System.nanoTime();
        send(out, "retry: 2000\n" + event("search", Map.of("query", search)));
        Follower.Batch batch;
        do {
            batch = follower.take(SIGN_OF_LIFE);
            send(out, text(batch));
        } while (!batch.ended() && System.nanoTime() - began < LONGEST.toNanos());
        // The end is sent before the server may stop.
        out.close();
    }

    private static String text(Follower.Batch batch) throws IOException {
        StringBuilder events = new StringBuilder();
        for (Look.Found found : batch.traces()) {
            events.append("event: trace\ndata: ").append(found.json()).append("\n\n");
        }
        if (batch.leftOut() > 0 || batch.more()) {
            events.append(event("left-out", Map.of("traces", batch.leftOut(), "more", batch.more())));
        }
        if (batch.problem() != null) {
            events.append(event("problem", Map.of("detail", batch.problem())));
        }
        return events.isEmpty() ? ": nothing new\n\n" : events.toString();
    }

    private static String event(String name, Map<String, ?> data) throws IOException {
        return "event: " + name + "\ndata: " + Json.WRITER.writeValueAsString(data) + "\n\n";
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
