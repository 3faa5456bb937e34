// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import dapper.smoke.run.Http;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests to the shop and their answers, without the parts that always differ between two runs. */
final class Visits {
    static final List<String> ALL = List.of(
            "GET /products",
            "GET /products/1",
            "GET /products/2?currency=GBP",
            "GET /products/9",
            "GET /products/2?currency=XXX",
            "GET /products/1/suggestions",
            "POST /orders?product=1&quantity=2",
            "POST /orders?product=3",
            "GET /reports/items",
            "GET /reports/packing/executor",
            "GET /reports/packing/fork-join",
            "GET /reports/packing/completable-future",
            "GET /reports/packing/scheduled",
            "GET /reports/packing/virtual",
            "GET /reports/packing/unheard-of",
            "GET /reports/slow?millis=50",
            "GET /reports/broken",
            "GET /reports/unfinished",
            "GET /nowhere");

    private Visits() {}

    /** Sends all requests and describes the answers, headers included. */
    static List<String> answers(Shop shop) {
        List<String> answers = new ArrayList<>();
        for (String visit : ALL) {
            String[] words = visit.split(" ");
            answers.add(visit + " -> "
                    + describe(Http.send(words[0], shop.app("front").address() + words[1]), shop));
        }
        // Directly to the other two, because front does not pass on their headers.
        answers.add(describe(Http.send("POST", shop.app("inventory").address() + "/deliveries"), shop));
        answers.add(describe(Http.get(shop.app("inventory").address() + "/reports/broken"), shop));
        answers.add(describe(Http.get(shop.app("worker").address() + "/receipts/1?cents=7"), shop));
        answers.add(describe(Http.get(shop.app("worker").address() + "/packing/unheard-of/1"), shop));
        return answers;
    }

    private static String describe(HttpResponse<String> response, Shop shop) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
        headers.remove("date");
        // Its length depends on the ports in the body.
        headers.remove("content-length");
        String text = response.statusCode() + " " + headers + " " + response.body();
        for (App app : shop.apps()) {
            text = text.replace(":" + app.port(), ":<" + app.name() + ">");
        }
        return text.replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\":\"...\"")
                .replaceAll("(Servlet-)[0-9a-f]+", "$1...");
    }
}
