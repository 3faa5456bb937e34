// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import dapper.query.testing.CallGraph.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Invented graphs of services: a shop and a whole company. */
public final class CallGraphs {
    /** Shares of the services in each tier of a company. */
    private static final double[] TIERS = {0.02, 0.1, 0.3, 0.36, 0.22};

    private static final List<String> WORDS = List.of(
            "account",
            "address",
            "advert",
            "basket",
            "billing",
            "catalog",
            "checkout",
            "content",
            "coupon",
            "currency",
            "customer",
            "delivery",
            "discount",
            "document",
            "email",
            "fraud",
            "gift",
            "identity",
            "image",
            "inventory",
            "invoice",
            "label",
            "loyalty",
            "media",
            "notification",
            "offer",
            "order",
            "partner",
            "payment",
            "picking",
            "price",
            "product",
            "profile",
            "purchase",
            "rating",
            "refund",
            "report",
            "return",
            "review",
            "search",
            "session",
            "shipping",
            "stock",
            "supplier",
            "tax",
            "tracking",
            "voucher",
            "warehouse");
    private static final List<String> ROLES = List.of("api", "service", "worker", "gateway", "store", "sync");

    private CallGraphs() {}

    private static Load load(double rate, double errors, double medianMillis) {
        return new Load(rate, errors, medianMillis);
    }

    /** A shop of 25 services with databases, topics and external hosts. */
    public static CallGraph shop(CallGraph graph) {
        graph.entry("web", load(220, 0.003, 60)).entry("mobile-api", load(140, 0.001, 45));
        String[] calls = {
            "web>catalog 180 0 12",
            "web>search 90 0.002 35",
            "web>basket 60 0 8",
            "web>checkout 9 0.021 240",
            "web>account 25 0 14",
            "web>recommendations 170 0 22",
            "mobile-api>catalog 120 0 12",
            "mobile-api>basket 40 0 8",
            "mobile-api>checkout 5 0.018 230",
            "mobile-api>account 30 0 14",
            "mobile-api>notifications 3 0 11",
            "catalog>price 280 0.0004 4",
            "catalog>stock 190 0 5",
            "catalog>images 70 0 9",
            "search>catalog 20 0 11",
            "recommendations>catalog 60 0 13",
            "recommendations>profile 150 0 6",
            "basket>price 90 0 4",
            "basket>stock 45 0 5",
            "basket>coupons 12 0 7",
            "checkout>basket 14 0 9",
            "checkout>payment 13 0.034 180",
            "checkout>orders 12 0.002 40",
            "checkout>fraud 13 0 70",
            "checkout>tax 13 0 16",
            "orders>stock 12 0 6",
            "account>profile 45 0 6",
            "account>identity 50 0 9",
            "payment>ledger 12 0 14",
            "fraud>profile 12 0 7",
            "shipping>warehouse 6 0.012 55",
            "shipping>address 6 0 8",
            "returns>orders 0.4 0 38",
            "returns>payment 0.3 0 160",
            "invoices>ledger 4 0 12",
            "invoices>documents 4 0 90",
            "notifications>mail 8 0.0006 30",
            "price>coupons 30 0 5"
        };
        for (String call : calls) {
            String[] parts = call.split("[> ]");
            graph.http(
                    parts[0],
                    parts[1],
                    load(Double.parseDouble(parts[2]), Double.parseDouble(parts[3]), Double.parseDouble(parts[4])));
        }
        for (String owner : List.of("catalog", "stock", "orders", "profile", "ledger", "identity", "warehouse")) {
            graph.database(owner, "postgresql " + owner, load(120, 0, 1.4));
        }
        return graph.database("price", "redis prices", load(400, 0, 0.4))
                .database("basket", "redis baskets", load(210, 0, 0.5))
                .database("search", "elasticsearch products", load(95, 0.001, 21))
                .database("reports", "postgresql orders", load(0.2, 0, 900))
                .sends("orders", "kafka orders.placed", load(12, 0, 3))
                .receives("shipping", "kafka orders.placed", load(12, 0, 35))
                .receives("invoices", "kafka orders.placed", load(12, 0.0008, 60))
                .receives("notifications", "kafka orders.placed", load(12, 0, 12))
                .sends("shipping", "kafka parcels", load(6, 0, 3))
                .receives("notifications", "kafka parcels", load(6, 0, 9))
                .receives("reports", "kafka parcels", load(6, 0, 9))
                .host("payment", "api.bank.example:443", load(12, 0.041, 150))
                .host("shipping", "parcels.example:443", load(5, 0.002, 210))
                .host("mail", "smtp.example:587", load(8, 0, 140))
                .host("address", "geo.example:443", load(6, 0, 65));
    }

    /** A company: tiers of services, with about three calls to others each, databases, topics, hosts, and a few cycles. */
    public static CallGraph company(CallGraph graph, int services) {
        Random random = new Random(7);
        List<List<String>> tiers = new ArrayList<>();
        int named = 0;
        for (int tier = 0; tier < TIERS.length; tier++) {
            int count =
                    tier == TIERS.length - 1 ? services - named : Math.max(1, (int) Math.round(TIERS[tier] * services));
            List<String> names = new ArrayList<>();
            for (int i = 0; i < count; i++, named++) {
                names.add(WORDS.get(named % WORDS.size()) + "-" + ROLES.get((named / WORDS.size()) % ROLES.size()));
            }
            tiers.add(names);
        }
        tiers.get(0).forEach(entry -> graph.entry(entry, load(150, 0.002, 80)));
        for (int tier = 1; tier < tiers.size(); tier++) {
            for (String callee : tiers.get(tier)) {
                graph.http(any(tiers.get(tier - 1), random), callee, some(random));
            }
        }
        for (int more = 0; more < services * 2; more++) {
            int tier = random.nextInt(tiers.size() - 1);
            int other = Math.min(tiers.size() - 1, tier + (random.nextInt(7) == 0 ? 2 : 1));
            String caller = any(tiers.get(tier), random);
            String callee = any(tiers.get(other), random);
            graph.http(more % 40 == 0 ? callee : caller, more % 40 == 0 ? caller : callee, some(random));
        }
        List<String> all = tiers.stream().flatMap(List::stream).toList();
        for (int i = 0; i < services; i += 3) {
            graph.database(all.get(i), "postgresql " + all.get(i).replaceAll("-.*", "") + i, some(random));
        }
        for (int i = 0; i < services / 12; i++) {
            graph.sends(any(all, random), "kafka events." + i, some(random))
                    .receives(any(all, random), "kafka events." + i, some(random))
                    .receives(any(all, random), "kafka events." + i, some(random))
                    .host(any(all, random), "partner" + i + ".example:443", some(random));
        }
        return graph;
    }

    private static String any(List<String> names, Random random) {
        return names.get((int) (names.size() * random.nextDouble() * random.nextDouble()));
    }

    private static Load some(Random random) {
        double errors = random.nextInt(12) == 0 ? Math.pow(10, -3.5 + 2.5 * random.nextDouble()) : 0;
        return load(
                Math.pow(10, -1.5 + 3.5 * random.nextDouble()), errors, Math.pow(10, 0.3 + 1.8 * random.nextDouble()));
    }
}
