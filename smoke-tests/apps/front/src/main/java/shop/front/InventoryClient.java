// SPDX-License-Identifier: Apache-2.0
package shop.front;

import java.util.List;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Calls inventory, through Spring's RestClient over Apache HttpClient 5. */
@Component
class InventoryClient {
    private static final ParameterizedTypeReference<List<Stock>> STOCKS = new ParameterizedTypeReference<>() {};

    private final RestClient http;

    InventoryClient(Upstreams upstreams) {
        http = RestClient.builder()
                .requestFactory(new HttpComponentsClientHttpRequestFactory(HttpClients.createDefault()))
                .baseUrl(upstreams.inventory().toString())
                .build();
    }

    List<Stock> stocks() {
        return http.get().uri("/stock").retrieve().body(STOCKS);
    }

    Stock stock(int id) {
        return http.get().uri("/stock/{id}", id).retrieve().body(Stock.class);
    }

    int price(int id) {
        return Integer.parseInt(
                http.get().uri("/stock/{id}/price", id).retrieve().body(String.class));
    }

    void reserve(int id, int quantity) {
        http.post()
                .uri("/stock/{id}/reservations?quantity={quantity}", id, quantity)
                .retrieve()
                .toBodilessEntity();
    }

    /** Requests a report that takes at least that long. */
    String slowReport(int millis) {
        return http.get()
                .uri("/reports/slow?millis={millis}", millis)
                .retrieve()
                .body(String.class);
    }

    /** Requests a report whose SQL is wrong. */
    String brokenReport() {
        return http.get().uri("/reports/broken").retrieve().body(String.class);
    }
}
