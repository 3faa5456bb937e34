// SPDX-License-Identifier: Apache-2.0
package shop.inventory;

/** How many of a product there are. */
final class Stock {
    private final int id;
    private final String name;
    private final int quantity;

    Stock(int id, String name, int quantity) {
        this.id = id;
        this.name = name;
        this.quantity = quantity;
    }

    String json() {
        return "{\"id\":" + id + ",\"name\":\"" + name + "\",\"quantity\":" + quantity + "}";
    }
}
