// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.pattern;

import dapper.query.analysis.pattern.Pattern.Bucket;
import dapper.query.analysis.pattern.Pattern.PathShare;
import dapper.query.analysis.pattern.Pattern.Quantile;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Groups traces by shape. A pure function. */
public final class Patterns {
    /** Shapes that are listed; the rarest others are left out. */
    public static final int MOST = 100;

    private static final int MOST_PARTS = 20;

    private Patterns() {}

    /** @return the most frequent first, at most {@value #MOST} */
    public static List<Pattern> of(Collection<PatternSample> samples) {
        return all(samples).stream().limit(MOST).toList();
    }

    /** @return the most frequent first */
    static List<Pattern> all(Collection<PatternSample> samples) {
        return samples.stream()
                .collect(Collectors.groupingBy(PatternSample::shape, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(Patterns::pattern)
                .sorted(Comparator.comparingDouble(Pattern::traces).reversed().thenComparingLong(Pattern::shape))
                .toList();
    }

    private static Pattern pattern(List<PatternSample> samples) {
        double traces = weight(samples);
        double failed = weight(samples.stream().filter(PatternSample::failed).toList());
        List<PatternSample> byDuration = samples.stream()
                .sorted(Comparator.comparingLong(PatternSample::durationNanos).thenComparing(PatternSample::traceId))
                .toList();
        return new Pattern(
                samples.get(0).shape(),
                samples.size(),
                traces,
                failed / traces,
                DoubleStream.of(0.5, 0.95, 0.99)
                        .mapToObj(quantile -> quantile(quantile, byDuration, traces))
                        .toList(),
                histogram(samples),
                path(samples));
    }

    static double weight(Collection<PatternSample> samples) {
        return samples.stream().mapToDouble(PatternSample::weight).sum();
    }

    /** Returns the shortest duration that at least this part of the traces does not exceed. */
    private static Quantile quantile(double quantile, List<PatternSample> byDuration, double traces) {
        double passed = 0;
        PatternSample at = byDuration.get(byDuration.size() - 1);
        for (PatternSample sample : byDuration) {
            passed += sample.weight();
            if (passed >= quantile * traces) {
                at = sample;
                break;
            }
        }
        return new Quantile(quantile, at.durationNanos(), at.traceId(), at.spanCount());
    }

    /** Buckets from one power of two to the next. */
    private static List<Bucket> histogram(List<PatternSample> samples) {
        Map<Integer, Double> weights = new TreeMap<>();
        samples.forEach(sample -> weights.merge(
                Long.SIZE - Long.numberOfLeadingZeros(sample.durationNanos()), sample.weight(), Double::sum));
        return weights.entrySet().stream()
                .map(bucket -> new Bucket(from(bucket.getKey()), to(bucket.getKey()), bucket.getValue()))
                .toList();
    }

    private static long from(int bits) {
        return bits == 0 ? 0 : 1L << (bits - 1);
    }

    private static long to(int bits) {
        return bits == Long.SIZE - 1 ? Long.MAX_VALUE : 1L << bits;
    }

    private static List<PathShare> path(List<PatternSample> samples) {
        Map<PathPart, Double> nanos = new HashMap<>();
        double total = 0;
        for (PatternSample sample : samples) {
            sample.path().forEach((part, length) -> nanos.merge(part, length * sample.weight(), Double::sum));
            total += sample.durationNanos() * sample.weight();
        }
        double whole = total;
        return nanos.entrySet().stream()
                .map(part -> new PathShare(part.getKey(), part.getValue() / whole))
                .sorted(Comparator.comparingDouble(PathShare::share)
                        .reversed()
                        .thenComparing(share -> share.part().service())
                        .thenComparing(share -> share.part().operation()))
                .limit(MOST_PARTS)
                .toList();
    }
}
