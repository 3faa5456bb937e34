// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import dapper.storage.NameList;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.SeenProcess;
import dapper.storage.calls.ServiceProcess;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Predicate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The calls of a service that its processes record without counting them. Dapper's agent counts all calls. Another SDK may count
 * none, or only some kinds of them: many count requests over HTTP, and no statements of databases.
 *
 * @param counts whether any process of the service counts
 * @param counted the kinds of calls that each instance counts, without those that none has counted in the time range
 * @param missing the kinds of calls that some process does not count
 */
record Uncounted(String service, boolean counts, Map<String, Set<CallKind>> counted, Set<CallKind> missing) {
    private static final String DISTRO = "telemetry.distro.name";
    private static final String OWN = "dapper-javaagent";

    /** All calls of a service that counts none. */
    static Uncounted all(String service, Set<CallKind> wanted) {
        return new Uncounted(service, false, Map.of(), wanted);
    }

    /**
     * Compares the processes that have recorded spans with those that count.
     *
     * @param counted the kinds of calls that are counted in the time range
     * @param wanted the kinds of calls of interest
     * @return empty if all are counted
     */
    static Optional<Uncounted> of(ServiceCalls calls, String service, Set<CallKind> counted, Set<CallKind> wanted) {
        NameList<Resource> recorded = calls.traces().resources(service);
        List<Resource> foreign =
                recorded.names().stream().filter(each -> !isOwn(each)).toList();
        boolean onlyOwn = foreign.isEmpty() && recorded.complete();
        if (onlyOwn && !counted.isEmpty()) {
            return Optional.empty();
        }
        NameList<SeenProcess> counting = calls.reader().processes(service);
        if (counting.names().isEmpty()) {
            return Optional.of(all(service, wanted));
        }
        if (onlyOwn || !counting.complete()) {
            return Optional.empty();
        }
        Map<String, Set<CallKind>> byInstance = counting.names().stream()
                .collect(Collectors.toMap(each -> each.process().instance(), each -> common(each.kinds(), counted)));
        Set<CallKind> missing = EnumSet.noneOf(CallKind.class);
        missing.addAll(wanted);
        if (recorded.complete()) {
            missing.removeAll(countedByAll(foreign, counted, byInstance));
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of(new Uncounted(service, true, byInstance, missing));
    }

    private static Set<CallKind> countedByAll(
            List<Resource> processes, Set<CallKind> counted, Map<String, Set<CallKind>> byInstance) {
        Set<CallKind> common = counted;
        for (Resource process : processes) {
            common = common(common, byInstance.getOrDefault(instance(process), Set.of()));
        }
        return common;
    }

    private static Set<CallKind> common(Set<CallKind> a, Set<CallKind> b) {
        return a.stream().filter(b::contains).collect(Collectors.toSet());
    }

    private static boolean isOwn(Resource resource) {
        return OWN.equals(resource.attributes().text(DISTRO));
    }

    private static String instance(Resource resource) {
        return ServiceProcess.instance(
                key -> Objects.toString(resource.attributes().get(key), ""));
    }

    /** Returns what each span of such a call meets. */
    Predicate predicate() {
        Predicate[] kinds = missing.stream().map(SpanKey::predicate).toArray(Predicate[]::new);
        return Predicate.and(
                Predicate.equal(Field.SERVICE, service),
                counts ? Predicate.not(Predicate.equal(Field.resource(DISTRO), OWN)) : Predicate.ALL,
                kinds.length == CallKind.values().length ? Predicate.ALL : Predicate.or(kinds));
    }

    /** Returns whether a span of the service stands for such calls. */
    boolean has(Span span, CallKind kind) {
        if (!missing.contains(kind)) {
            return false;
        }
        return !counts
                || !isOwn(span.resource())
                        && !counted.getOrDefault(instance(span.resource()), Set.of())
                                .contains(kind);
    }
}
