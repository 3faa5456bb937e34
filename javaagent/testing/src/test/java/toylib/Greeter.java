// SPDX-License-Identifier: Apache-2.0
package toylib;

/** Present in every version of the library. */
public class Greeter {
    public String greet() {
        return "hello";
    }
}
