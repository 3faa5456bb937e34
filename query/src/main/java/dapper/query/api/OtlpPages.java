// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.otlp.encode.OtlpJson;
import dapper.storage.Span;
import dapper.storage.SpanPages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the pages of a trace as one OTLP document. The answer begins with the first page. Used by one thread. */
final class OtlpPages implements SpanPages, AutoCloseable {
    /** Begins the answer. */
    @FunctionalInterface
    interface Start {
        PacedStream open() throws IOException;
    }

    private final Start start;
    private @Nullable PacedStream out;
    private @Nullable OtlpJson json;

    OtlpPages(Start start) {
        this.start = start;
    }

    @Override
    public boolean take(List<Span> spans, long heapBytes) {
        try {
            if (out == null || json == null) {
                out = start.open();
                json = OtlpJson.begin(out);
            }
            json.write(spans);
            // The next page is read without a turn.
            out.rest();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the document; returns false if there was no page, and so no answer yet. */
    boolean finish() throws IOException {
        if (json == null) {
            return false;
        }
        json.end();
        return true;
    }

    @Override
    public void close() {
        if (out != null) {
            out.rest();
        }
    }
}
