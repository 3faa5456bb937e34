// SPDX-License-Identifier: Apache-2.0
package toylib;

/** Older versions of the library do not have this class. */
public class Optional {
    public static String suffix() {
        return "!";
    }
}
