// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import java.util.ArrayList;
import java.util.List;

/** Chooses the examples of an answer from those of the series: evenly, so that every series and time may have some. */
final class Exemplars {
    private Exemplars() {}

    static List<Series> atMost(int most, List<Series> all) {
        long present =
                all.stream().mapToLong(series -> series.exemplars().size()).sum();
        if (present <= most) {
            return all;
        }
        List<Series> result = new ArrayList<>();
        long seen = 0;
        for (Series series : all) {
            List<Exemplar> kept = new ArrayList<>();
            for (Exemplar exemplar : series.exemplars()) {
                seen++;
                // True so often as the product passes a multiple of what is present: exactly "most" times.
                if (seen * most / present > (seen - 1) * most / present) {
                    kept.add(exemplar);
                }
            }
            result.add(series.copy(kept));
        }
        return result;
    }
}
