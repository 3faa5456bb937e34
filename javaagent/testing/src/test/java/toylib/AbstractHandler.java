// SPDX-License-Identifier: Apache-2.0
package toylib;

/** Between the interface and the class that does the work. */
public abstract class AbstractHandler implements Handler {
    /** Not woven itself: it has no code. */
    @Override
    public abstract String handle(String request);
}
