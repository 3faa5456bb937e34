// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.explain;

/** The weights of traces that have something in common, for both sides. */
final class Sides {
    final Weights selected = new Weights();
    final Weights rest = new Weights();

    void add(boolean isSelected, double weight) {
        (isSelected ? selected : rest).add(weight);
    }

    int stored() {
        return selected.stored() + rest.stored();
    }

    double traces() {
        return selected.sum() + rest.sum();
    }

    /** Sums over the traces of one side. */
    static final class Weights {
        private int stored;
        private double sum;
        private double squares;

        void add(double weight) {
            stored++;
            sum += weight;
            squares += weight * weight;
        }

        int stored() {
            return stored;
        }

        double sum() {
            return sum;
        }

        double squares() {
            return squares;
        }

        /** Kish's effective sample size: so many traces of equal weight have a mean of the same variance. */
        double effective() {
            return stored == 0 ? 0 : sum * sum / squares;
        }
    }
}
