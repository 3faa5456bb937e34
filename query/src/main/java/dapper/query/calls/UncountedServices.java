// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import dapper.storage.NameList;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.CallSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Services that record calls without counting them, and one search that estimates the calls of all. Used by one thread, which waits
 * for the store.
 */
public final class UncountedServices {
    /** Services in the search. */
    private static final int MOST = 100;

    private final ServiceCalls calls;
    private final Set<CallKind> wanted;
    private final List<Uncounted> services = new ArrayList<>();
    private final List<String> incomplete = new ArrayList<>();
    private int left;

    /** @param wanted the kinds of calls of interest */
    public UncountedServices(ServiceCalls calls, Set<CallKind> wanted) {
        this.calls = calls;
        this.wanted = wanted;
    }

    /** Takes estimated calls. */
    public interface Visitor {
        /** Takes the calls for which one span stands, at its start. */
        void take(String service, long unixNanos, CallKey key, CallSeries series);
    }

    /**
     * Adds a service that counts calls, if it records others.
     *
     * @param counted the kinds of calls that it has counted in the time range
     * @return whether its other calls will be estimated
     */
    public boolean add(String service, Set<CallKind> counted) {
        return Uncounted.of(calls, service, counted, wanted).map(this::add).orElse(false);
    }

    /**
     * Adds the services that record calls and count none.
     *
     * @param counting those that count
     * @return those whose calls will be estimated
     */
    public List<String> addOthers(Set<String> counting) {
        NameList<String> recorded = calls.traces().services();
        if (!recorded.complete()) {
            incomplete.add("there are more than " + recorded.names().size() + " services");
        }
        return recorded.names().stream()
                .filter(name -> !counting.contains(name))
                .filter(name -> add(Uncounted.all(name, wanted)))
                .toList();
    }

    private boolean add(Uncounted service) {
        if (services.size() >= MOST) {
            left++;
            return false;
        }
        services.add(service);
        return true;
    }

    /**
     * Passes the estimates.
     *
     * @param visitor called on this thread
     * @return the number of spans that were read
     */
    public int read(long startUnixNanos, long endUnixNanos, Visitor visitor) {
        if (left > 0) {
            incomplete.add(left + " services with uncounted calls were not estimated");
        }
        if (services.isEmpty()) {
            return 0;
        }
        CallReader.Reading reading =
                EstimatedCalls.read(calls.traces(), services, startUnixNanos, endUnixNanos, visitor);
        if (!reading.complete()) {
            incomplete.add("estimates: " + reading.incompleteReason());
        }
        return reading.rows();
    }

    /** Returns why something may be missing, after the read; nothing if all was estimated. */
    public List<String> incompleteReasons() {
        return List.copyOf(incomplete);
    }
}
