// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Limits;
import dapper.bootstrap.Sampler;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Installs a tracer that keeps all or nothing and remembers the spans handed over. */
public final class RecordedSpans {
    public final List<Span> finished = new ArrayList<>();
    final List<String> sampledPaths = new ArrayList<>();

    public static RecordedSpans install(boolean keep) {
        RecordedSpans spans = new RecordedSpans();
        Tracer.install(spans.new Recording(keep), spans::add, Limits.DEFAULT);
        return spans;
    }

    private void add(Span chain) {
        for (Span span = chain; span != null; span = span.next()) {
            finished.add(span);
        }
    }

    public static Map<String, Object> attributes(Span span) {
        Map<String, Object> attributes = new TreeMap<>();
        for (int i = 0; i < span.attributesLength(); i += 2) {
            attributes.put(((AttributeKey) span.attributes()[i]).name(), span.attributes()[i + 1]);
        }
        return attributes;
    }

    private final class Recording implements Sampler {
        private final boolean keep;

        Recording(boolean keep) {
            this.keep = keep;
        }

        @Override
        public long sample(long randomness, SpanKind kind, String name, @Nullable String path) {
            sampledPaths.add(path);
            return keep ? 0 : DROP;
        }

        @Override
        public boolean followsParent() {
            return true;
        }
    }
}
