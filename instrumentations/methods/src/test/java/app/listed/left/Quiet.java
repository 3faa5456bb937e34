// SPDX-License-Identifier: Apache-2.0
package app.listed.left;

/** Listed, but its package is excluded. */
public final class Quiet {
    private Quiet() {}

    public static void run() {}
}
