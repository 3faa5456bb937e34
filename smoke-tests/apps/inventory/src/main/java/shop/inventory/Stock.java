// SPDX-License-Identifier: Apache-2.0
package shop.inventory;

/** The quantity of a product in stock. */
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
