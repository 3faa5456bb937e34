// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import dapper.storage.NameList;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.SeenProcess;
import dapper.storage.calls.SeenService;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A {@link CallReader} that keeps reports in memory. */
public final class InMemoryCalls implements CallReader {
    private final List<CallReport> reports = new CopyOnWriteArrayList<>();
    private volatile String incompleteReason = "";

    public void add(CallReport report) {
        reports.add(report);
    }

    /** From now on reads are incomplete. */
    public void stopEarly(String reason) {
        incompleteReason = reason;
    }

    @Override
    public NameList<SeenService> services() {
        Map<String, SeenService> services = new TreeMap<>();
        reports.forEach(report -> services.merge(
                report.process().service(),
                new SeenService(report.process().service(), report.startUnixNanos(), report.endUnixNanos()),
                (a, b) -> new SeenService(
                        a.name(),
                        Math.min(a.firstUnixNanos(), b.firstUnixNanos()),
                        Math.max(a.lastUnixNanos(), b.lastUnixNanos()))));
        return new NameList<>(List.copyOf(services.values()), true);
    }

    @Override
    public NameList<SeenProcess> processes(String service) {
        Map<String, SeenProcess> processes = new TreeMap<>();
        reports.stream()
                .filter(report -> report.process().service().equals(service))
                .forEach(report -> processes.merge(
                        report.process().instance(),
                        new SeenProcess(
                                report.process(), kinds(report), report.startUnixNanos(), report.endUnixNanos()),
                        (a, b) -> new SeenProcess(
                                b.process(),
                                union(a.kinds(), b.kinds()),
                                Math.min(a.firstUnixNanos(), b.firstUnixNanos()),
                                Math.max(a.lastUnixNanos(), b.lastUnixNanos()))));
        return new NameList<>(List.copyOf(processes.values()), true);
    }

    private static Set<CallKind> kinds(CallReport report) {
        return report.series().keySet().stream().map(CallKey::kind).collect(Collectors.toSet());
    }

    private static Set<CallKind> union(Set<CallKind> a, Set<CallKind> b) {
        Set<CallKind> union = new HashSet<>(a);
        union.addAll(b);
        return union;
    }

    @Override
    public Reading read(CallQuery query, Visitor visitor) {
        List<CallReport> found = reports.stream()
                .filter(report -> report.process().service().equals(query.service()))
                .filter(report ->
                        report.unixNanos() >= query.startUnixNanos() && report.unixNanos() < query.endUnixNanos())
                .toList();
        found.forEach(
                report -> report.series().forEach((key, series) -> visitor.take(report.unixNanos(), key, series)));
        return new Reading(found.size(), incompleteReason);
    }
}
