// SPDX-License-Identifier: Apache-2.0
package toylib;

/** Where the instrumentation of this class gets to work, there is no memory left. */
public class Exhausted {
    public int answer() {
        return 42;
    }
}
