// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The calls of an edge, with the peers that they went to. */
public final class EdgeCalls {
    private final Outcomes outcomes;
    private final Map<String, Long> callsOfPeers = new HashMap<>();
    private boolean estimated;

    EdgeCalls(Outcomes none) {
        this.outcomes = none;
    }

    void add(String peer, Outcomes more, boolean isEstimate) {
        estimated |= isEstimate;
        outcomes.add(more);
        callsOfPeers.merge(peer, more.calls(), Long::sum);
    }

    public Outcomes outcomes() {
        return outcomes;
    }

    /** Returns whether some of the calls are estimates from spans. */
    public boolean isEstimated() {
        return estimated;
    }

    /** Returns the peers, such as {@code stock:8080}, as the service that counted the calls has them; most calls first. */
    public List<String> peers(int most) {
        return callsOfPeers.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }
}
