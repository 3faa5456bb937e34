// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import java.util.EnumMap;
import java.util.Map;

/**
 * Accounts for every span that was ever received. Safe for use by many threads.
 *
 * <p>{@code received = written + sampled out + rejected + failed + in flight}, at every moment: spans move between the
 * accounts under one lock, and are read under it. It is taken twice per request and trace, never per span. A request
 * that is refused as a whole is not entered, because the number of its spans is unknown; it is counted as a request.
 *
 * <p>A span that is sent again after a refusal or a lost answer counts as received again.
 */
final class SpanLedger {
    private final Map<Rejection, Long> rejected = zeros(Rejection.class);
    private final Map<WriteFailure, Long> failed = zeros(WriteFailure.class);
    private long received;
    private long written;
    private long sampledOut;
    private long inFlight;

    /** Enters a decoded request; its kept spans are in flight from now on. */
    synchronized void received(TraceBatch batch) {
        received += batch.received();
        sampledOut += batch.sampledOut();
        inFlight += batch.kept();
        batch.rejected().forEach((reason, spans) -> rejected.merge(reason, (long) spans, Long::sum));
    }

    synchronized void written(int spans) {
        inFlight -= spans;
        written += spans;
    }

    synchronized void failed(WriteFailure reason, int spans) {
        inFlight -= spans;
        failed.merge(reason, (long) spans, Long::sum);
    }

    /** Returns all accounts at one moment. */
    synchronized Balance balance() {
        return new Balance(received, written, sampledOut, Map.copyOf(rejected), Map.copyOf(failed), inFlight);
    }

    private static <K extends Enum<K>> Map<K, Long> zeros(Class<K> reasons) {
        Map<K, Long> zeros = new EnumMap<>(reasons);
        for (K reason : reasons.getEnumConstants()) {
            zeros.put(reason, 0L);
        }
        return zeros;
    }

    /** Counts of spans; every reason is present. */
    record Balance(
            long received,
            long written,
            long sampledOut,
            Map<Rejection, Long> rejected,
            Map<WriteFailure, Long> failed,
            long inFlight) {}
}
