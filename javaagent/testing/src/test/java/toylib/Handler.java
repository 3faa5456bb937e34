// SPDX-License-Identifier: Apache-2.0
package toylib;

/** An interface below which every class is woven. */
public interface Handler {
    String handle(String request);
}
