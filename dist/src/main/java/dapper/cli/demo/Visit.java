// SPDX-License-Identifier: Apache-2.0
package dapper.cli.demo;

import java.util.ArrayList;
import java.util.List;

/** One kind of request to the shop's front. */
record Visit(String method, String path) {

    /** One round of mixed traffic, in proportion: mostly quick, some slow, some failing. */
    static List<Visit> round() {
        List<Visit> visits = new ArrayList<>();
        add(visits, 6, "GET", "/products");
        add(visits, 6, "GET", "/products/1");
        add(visits, 4, "GET", "/products/2?currency=GBP");
        add(visits, 5, "POST", "/orders?product=1&quantity=2");
        add(visits, 3, "POST", "/orders?product=2");
        add(visits, 3, "GET", "/products/1/suggestions");
        add(visits, 2, "GET", "/reports/items");
        add(visits, 2, "GET", "/reports/packing/completable-future");
        add(visits, 1, "GET", "/reports/packing/scheduled");
        add(visits, 1, "GET", "/reports/packing/virtual");
        // slow
        add(visits, 1, "GET", "/reports/slow?millis=900");
        add(visits, 1, "GET", "/reports/slow?millis=1800");
        // failing: no such product, sold out, no such currency, wrong SQL, a bug
        add(visits, 1, "GET", "/products/9");
        add(visits, 1, "POST", "/orders?product=3");
        add(visits, 1, "GET", "/products/2?currency=XXX");
        add(visits, 1, "GET", "/reports/broken");
        add(visits, 1, "GET", "/reports/unfinished");
        return visits;
    }

    private static void add(List<Visit> visits, int times, String method, String path) {
        for (int i = 0; i < times; i++) {
            visits.add(new Visit(method, path));
        }
    }
}
