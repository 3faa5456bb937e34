// SPDX-License-Identifier: Apache-2.0
package shop.front;

/** How many of a product there are. */
public record Stock(int id, String name, int quantity) {}
