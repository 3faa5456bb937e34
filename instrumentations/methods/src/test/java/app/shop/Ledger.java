// SPDX-License-Identifier: Apache-2.0
package app.shop;

/** All its methods are listed, but not those of its subclasses. */
public class Ledger {
    public void book() {}

    public static final class Annual extends Ledger {
        public void close() {}
    }
}
