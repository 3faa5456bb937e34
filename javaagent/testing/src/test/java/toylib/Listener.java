// SPDX-License-Identifier: Apache-2.0
package toylib;

/** An interface that the instrumentation implements. */
public interface Listener {
    void onResponse(String response);
}
