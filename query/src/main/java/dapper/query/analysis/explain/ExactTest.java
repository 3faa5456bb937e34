// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.explain;

/**
 * Fisher's exact test: the probability that two shares differ as much as they do, if the traces were selected by lot. It
 * holds for rare values and small selections too, where the normal approximation would report differences that are none.
 *
 * <p>A trace with the weight 64 brings no more information than one with the weight 1, so the table has effective traces
 * instead of weights: as many of equal weight as would estimate a share as exactly. Kish's number takes the weights as
 * unrelated to the value. It is divided by the part by which the variance of the share is greater, estimated from the
 * weights of the traces with the value and of those without, on both sides together. Counts are rounded towards equal
 * shares.
 */
final class ExactTest {
    /** Further terms of a sum do not change it. */
    private static final double NEGLIGIBLE = 1e-17;
    /** An effective number of 4.999999 is five. */
    private static final double ROUNDING = 1e-6;

    private final Sides all;
    private final double[] logFactorials;

    /** @param all all traces, of which each side has at least one */
    ExactTest(Sides all) {
        this.all = all;
        this.logFactorials = new double[all.stored() + 2];
        for (int i = 1; i < logFactorials.length; i++) {
            logFactorials[i] = logFactorials[i - 1] + Math.log(i);
        }
    }

    /** Returns the two-sided probability for the traces with a value; 1 if the shares do not differ. */
    double chance(Sides with) {
        if (with.stored() == 0 || with.stored() == all.stored()) {
            return 1;
        }
        double share = with.traces() / all.traces();
        double selectedShare = with.selected.sum() / all.selected.sum();
        double restShare = with.rest.sum() / all.rest.sum();
        double factor = Math.max(1, varianceFactor(with, share));
        int selected = floor(all.selected.effective() / factor);
        int rest = floor(all.rest.effective() / factor);
        if (selected == 0 || rest == 0) {
            return 1;
        }
        return selectedShare > restShare
                ? chance(selected, floor(selectedShare * selected), rest, ceiling(restShare * rest))
                : chance(rest, floor(restShare * rest), selected, ceiling(selectedShare * selected));
    }

    /** Returns 1 for weights that are unrelated to the value, more if the traces with it are heavier. */
    private double varianceFactor(Sides with, double share) {
        double squaresWith = with.selected.squares() + with.rest.squares();
        double squares = all.selected.squares() + all.rest.squares();
        double byWeights = squaresWith * (1 - share) * (1 - share) + (squares - squaresWith) * share * share;
        return byWeights / (squares * share * (1 - share));
    }

    private static int floor(double number) {
        return (int) Math.floor(number + ROUNDING);
    }

    private static int ceiling(double number) {
        return (int) Math.ceil(number - ROUNDING);
    }

    /** Returns twice the probability that {@code hits} or more of the {@code hits + otherHits} are among {@code drawn}. */
    private double chance(int drawn, int hits, int others, int otherHits) {
        int total = hits + otherHits;
        double sum = 0;
        double first = Double.NEGATIVE_INFINITY;
        for (int k = hits; k <= Math.min(total, drawn); k++) {
            double log = choose(total, k) + choose(drawn + others - total, drawn - k) - choose(drawn + others, drawn);
            first = Math.max(first, log);
            double term = Math.exp(log);
            sum += term;
            // Past the most probable number each term is smaller than the one before.
            if (log < first && term < NEGLIGIBLE * sum) {
                break;
            }
        }
        return Math.min(1, 2 * sum);
    }

    private double choose(int n, int k) {
        return k < 0 || k > n ? Double.NEGATIVE_INFINITY : logFactorials[n] - logFactorials[k] - logFactorials[n - k];
    }
}
