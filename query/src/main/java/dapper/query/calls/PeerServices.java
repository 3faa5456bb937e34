// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Tenant;
import dapper.storage.TraceReader;
import dapper.storage.calls.CallExemplar;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallSeries;
import java.time.Duration;
import java.util.List;

/**
 * The services behind hosts. The trace of an exemplar has the call's span, and below it the span of the service that served
 * it. Answers are kept for a while. Safe for many threads.
 */
public final class PeerServices {
    private static final int MOST_REMEMBERED = 20_000;
    private static final Duration KNOWN = Duration.ofMinutes(15);
    /** The trace may not be complete yet, or was not stored. */
    private static final Duration UNKNOWN = Duration.ofMinutes(1);

    /** Traces read for one answer. */
    private static final int MOST_TRACES = 100;

    private static final int TRACES_OF_A_PEER = 3;
    private static final int MOST_SPANS = 20_000;

    private final Cache<Key, String> services = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfter(Expiry.creating((Key key, String service) -> service.isEmpty() ? UNKNOWN : KNOWN))
            .executor(Runnable::run)
            .build();

    private record Key(Tenant tenant, String caller, CallKind kind, String peer) {}

    /** Begins the look-ups of one answer. */
    public Lookup of(Tenant tenant, TraceReader traces) {
        return new Lookup(tenant, traces);
    }

    /** The look-ups of one answer, of which only so many read traces. Used by one thread. */
    public final class Lookup {
        private final Tenant tenant;
        private final TraceReader traces;
        private int read;
        private int skipped;

        private Lookup(Tenant tenant, TraceReader traces) {
            this.tenant = tenant;
            this.traces = traces;
        }

        /** Returns the number of hosts whose services were not looked up because others had been. */
        int skipped() {
            return skipped;
        }

        Node node(String caller, CallKind kind, String peer, CallSeries calls) {
            String service = isHost(kind) ? service(new Key(tenant, caller, kind, peer), calls.exemplars()) : "";
            return service.isEmpty() ? Node.ofPeer(kind, peer) : Node.ofService(service);
        }

        private static boolean isHost(CallKind kind) {
            return kind == CallKind.HTTP_CLIENT || kind == CallKind.RPC_CLIENT;
        }

        private String service(Key key, List<CallExemplar> exemplars) {
            String known = services.getIfPresent(key);
            if (known != null || exemplars.isEmpty()) {
                return known == null ? "" : known;
            }
            if (read >= MOST_TRACES) {
                skipped++;
                return "";
            }
            String found = exemplars.stream()
                    .limit(TRACES_OF_A_PEER)
                    .map(this::serverBelow)
                    .filter(service -> !service.isEmpty())
                    .findFirst()
                    .orElse("");
            services.put(key, found);
            return found;
        }

        private String serverBelow(CallExemplar exemplar) {
            read++;
            String[] found = {""};
            int[] spans = {0};
            traces.spans(exemplar.traceId(), (page, heapBytes) -> {
                for (Span span : page) {
                    if (span.parentSpanId() == exemplar.spanId() && span.kind().equals(SpanKind.SERVER)) {
                        found[0] = span.serviceName();
                        return false;
                    }
                }
                spans[0] += page.size();
                return spans[0] < MOST_SPANS;
            });
            return found[0];
        }
    }
}
