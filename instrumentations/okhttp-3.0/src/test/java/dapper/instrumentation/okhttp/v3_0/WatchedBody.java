// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.okhttp.v3_0;

import dapper.javaagent.testing.WatchedObjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** A body that an application has implemented. */
final class WatchedBody extends RequestBody {
    private final byte[] text;
    private final WatchedObjects watched;

    WatchedBody(String text, WatchedObjects watched) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
        this.watched = watched;
    }

    @Override
    public MediaType contentType() {
        watched.called(RequestBody.class, "contentType");
        return MediaType.parse("text/plain");
    }

    @Override
    public long contentLength() {
        watched.called(RequestBody.class, "contentLength");
        return text.length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        watched.called(RequestBody.class, "writeTo");
        sink.write(text);
    }
}
