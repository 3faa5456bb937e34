// SPDX-License-Identifier: Apache-2.0
package toylib;

/** An interface whose implementations are all woven. */
public interface Handler {
    String handle(String request);
}
