// SPDX-License-Identifier: Apache-2.0
package toylib;

/** Woven by one instrumentation where there is {@link Optional}, and by none elsewhere. */
public class Split {
    public String part() {
        return "part";
    }
}
