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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

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

    private static final String PEER_NAME = "service.peer.name";

    private final Cache<Key, Optional<Node>> nodes = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfter(Expiry.creating((Key key, Optional<Node> node) -> node.isEmpty() ? UNKNOWN : KNOWN))
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
            return isHost(kind)
                    ? recorded(new Key(tenant, caller, kind, peer), calls.exemplars())
                            .orElse(Node.ofPeer(kind, peer))
                    : Node.ofPeer(kind, peer);
        }

        private static boolean isHost(CallKind kind) {
            return kind == CallKind.HTTP_CLIENT || kind == CallKind.RPC_CLIENT;
        }

        /** Finds the service in recorded traces, or the name that the caller's agent has for the host. */
        private Optional<Node> recorded(Key key, List<CallExemplar> exemplars) {
            Optional<Node> known = nodes.getIfPresent(key);
            if (known != null || exemplars.isEmpty()) {
                return known == null ? Optional.empty() : known;
            }
            if (read >= MOST_TRACES) {
                skipped++;
                return Optional.empty();
            }
            List<Node> found = exemplars.stream()
                    .limit(TRACES_OF_A_PEER)
                    .flatMap(exemplar -> called(exemplar).stream())
                    .toList();
            Optional<Node> node = found.stream()
                    .filter(each -> each.type() == Node.Type.SERVICE)
                    .findFirst()
                    .or(() -> found.stream().findFirst());
            nodes.put(key, node);
            return node;
        }

        private Optional<Node> called(CallExemplar exemplar) {
            read++;
            AtomicReference<@Nullable Node> found = new AtomicReference<>();
            int[] spans = {0};
            traces.spans(exemplar.traceId(), (page, heapBytes) -> {
                for (Span span : page) {
                    if (span.parentSpanId() == exemplar.spanId() && span.kind().equals(SpanKind.SERVER)) {
                        found.set(Node.ofService(span.serviceName()));
                        return false;
                    }
                    if (span.spanId() == exemplar.spanId() && span.attributes().get(PEER_NAME) instanceof String name) {
                        found.set(new Node(Node.Type.HOST, name));
                    }
                }
                spans[0] += page.size();
                return spans[0] < MOST_SPANS;
            });
            return Optional.ofNullable(found.get());
        }
    }
}
