// SPDX-License-Identifier: Apache-2.0
package toylib;

/** The instrumentation of this class has a bug. */
public class Fragile {
    public int answer() {
        return 42;
    }
}
