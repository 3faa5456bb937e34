// SPDX-License-Identifier: Apache-2.0
package app;

/** An agent that does nothing, for comparison. */
public final class EmptyAgent {
    private EmptyAgent() {}

    public static void premain(String arguments) {
        // The JVM has done its part by now.
    }
}
