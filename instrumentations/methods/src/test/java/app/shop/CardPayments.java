// SPDX-License-Identifier: Apache-2.0
package app.shop;

public class CardPayments implements Payments {
    @Override
    public void pay() {}

    public void pay(int amount) {}

    @Override
    public void refund() {}
}
