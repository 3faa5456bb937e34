// SPDX-License-Identifier: Apache-2.0
package toylib;

/** When the instrumentation of this class runs, there is no memory left. */
public class Exhausted {
    public int answer() {
        return 42;
    }
}
