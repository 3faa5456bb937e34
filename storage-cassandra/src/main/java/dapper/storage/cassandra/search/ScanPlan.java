// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import dapper.storage.Resource;
import dapper.storage.cassandra.codec.ContentHash;
import dapper.storage.cassandra.codec.RowConditions;
import dapper.storage.cassandra.codec.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The terms to search for among the index rows of one service that older collectors wrote.
 *
 * <p>The index rows of spans do not repeat the attributes of their resource, only its hash. So either the span or its
 * resource may carry a tag, and a resource's tags decide which ones its spans must carry themselves. One scan finds the
 * spans that carry all tags themselves, and one scan for each resource finds those whose resource carries some. If too
 * many resources carry the same tags, one scan without those tags covers all of them; it proposes more rows than match.
 *
 * @param scans sets of terms; a row is proposed if it has all terms of any of them
 */
record ScanPlan(List<Set<String>> scans) {
    private static final int MOST_RESOURCES_OF_A_KIND = 8;

    /** @param resources all resources of the service; null if there are too many to read */
    static ScanPlan of(RowConditions wanted, Map<ContentHash, Resource> resources) {
        Set<String> always = new TreeSet<>();
        if (wanted.operation() != null) {
            always.add(Term.operation(wanted.operation()));
        }
        if (Boolean.TRUE.equals(wanted.error())) {
            always.add(Term.ERROR);
        }
        List<Set<String>> scans = new ArrayList<>();
        scans.add(with(always, wanted.tags().entrySet()));
        if (!wanted.tags().isEmpty()) {
            byRemainingTags(wanted, resources).forEach((remaining, hashes) -> {
                Set<String> terms = with(always, remaining);
                if (hashes.size() > MOST_RESOURCES_OF_A_KIND) {
                    scans.add(terms);
                } else {
                    hashes.forEach(hash -> scans.add(plus(terms, Term.resource(hash))));
                }
            });
        }
        return new ScanPlan(withoutCovered(scans));
    }

    /** Scans every row: just as exact, only slower. */
    static ScanPlan everything() {
        return new ScanPlan(List.of(Set.of()));
    }

    private static Map<Set<Map.Entry<String, String>>, List<ContentHash>> byRemainingTags(
            RowConditions wanted, Map<ContentHash, Resource> resources) {
        Map<Set<Map.Entry<String, String>>, List<ContentHash>> kinds = new HashMap<>();
        resources.forEach((hash, resource) -> {
            Set<Map.Entry<String, String>> remaining =
                    new HashSet<>(wanted.tags().entrySet());
            remaining.removeIf(tag -> resource.attributes().has(tag.getKey(), tag.getValue()));
            if (remaining.size() < wanted.tags().size()) {
                kinds.computeIfAbsent(remaining, key -> new ArrayList<>()).add(hash);
            }
        });
        return kinds;
    }

    private static Set<String> with(Set<String> terms, Set<Map.Entry<String, String>> tags) {
        Set<String> all = new TreeSet<>(terms);
        tags.forEach(tag -> all.add(Term.tag(tag.getKey(), tag.getValue())));
        return all;
    }

    private static Set<String> plus(Set<String> terms, String term) {
        Set<String> all = new TreeSet<>(terms);
        all.add(term);
        return all;
    }

    /** A scan with more terms finds a subset of the rows of a scan with fewer. */
    private static List<Set<String>> withoutCovered(List<Set<String>> scans) {
        List<Set<String>> kept = new ArrayList<>();
        for (Set<String> scan : scans) {
            boolean covered = scans.stream().anyMatch(other -> scan.containsAll(other) && !other.equals(scan));
            if (!covered && !kept.contains(scan)) {
                kept.add(scan);
            }
        }
        return List.copyOf(kept);
    }
}
