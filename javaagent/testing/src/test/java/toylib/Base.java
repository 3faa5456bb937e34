// SPDX-License-Identifier: Apache-2.0
package toylib;

/** Woven, although its instrumentation injects a class that extends it. */
public class Base {
    public String who() {
        return "base";
    }
}
