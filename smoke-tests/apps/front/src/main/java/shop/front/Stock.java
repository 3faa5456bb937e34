// SPDX-License-Identifier: Apache-2.0
package shop.front;

/** The quantity of a product in stock. */
public record Stock(int id, String name, int quantity) {}
