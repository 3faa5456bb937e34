// SPDX-License-Identifier: Apache-2.0
package app.shop;

/** Its method {@code pay} is listed, so that of all implementations is. */
public interface Payments {
    void pay();

    void refund();
}
