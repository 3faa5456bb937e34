// SPDX-License-Identifier: Apache-2.0
package orders;

import java.util.Arrays;
import java.util.Locale;

/**
 * A method that calls itself and does nothing else, as MooBench has one, so that what an agent adds to a call is all that
 * is left. Arguments: number of measured calls, depth of each. Prints nanoseconds of a call with all calls in it, over the
 * second half of the calls: mean, median, 99 %.
 */
public final class RecursiveCalls {
    private RecursiveCalls() {}

    public static void main(String[] arguments) {
        long[] nanos = new long[Integer.parseInt(arguments[0])];
        int depth = Integer.parseInt(arguments[1]);
        long result = 0;
        for (int i = 0; i < nanos.length; i++) {
            long begun = System.nanoTime();
            result += call(depth);
            nanos[i] = System.nanoTime() - begun;
        }
        if (result == 0) {
            throw new IllegalStateException("no time passed");
        }
        // The first half warms up the compiler.
        long[] second = Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
        double mean = Arrays.stream(second).average().orElse(0);
        Arrays.sort(second);
        System.out.printf(
                Locale.ROOT,
                "nanos %.0f %d %d%n",
                mean,
                second[second.length / 2],
                second[(int) (second.length * 0.99)]);
    }

    private static long call(int depth) {
        return depth == 1 ? System.nanoTime() : call(depth - 1);
    }
}
