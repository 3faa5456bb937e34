// SPDX-License-Identifier: Apache-2.0
package app.listed.below;

/** In a package below the listed one. */
public final class Shelf {
    private Shelf() {}

    public static void fill() {}
}
