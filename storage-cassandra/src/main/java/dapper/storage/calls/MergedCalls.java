// SPDX-License-Identifier: Apache-2.0
package dapper.storage.calls;

import java.util.HashMap;
import java.util.Map;

/**
 * The calls of several intervals or processes, added up. Beyond {@value #MOST_KEYS} keys, the calls of further ones count for
 * the operation {@value #OTHER} of their kind, so that the sum stays exact. Not safe for use by several threads.
 */
public final class MergedCalls {
    public static final String OTHER = "other";
    static final int MOST_KEYS = 20_000;

    private final Map<CallKey, CallSeries> series = new HashMap<>();

    public void add(CallKey key, CallSeries calls) {
        CallSeries known = series.get(key);
        if (known == null) {
            CallKey own = series.size() < MOST_KEYS
                    ? key
                    : new CallKey(key.kind(), OTHER, "", "", key.isError() ? OTHER : "");
            known = series.computeIfAbsent(own, unseen -> new CallSeries());
        }
        known.add(calls);
    }

    public Map<CallKey, CallSeries> series() {
        return series;
    }
}
