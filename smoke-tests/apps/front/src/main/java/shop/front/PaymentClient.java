// SPDX-License-Identifier: Apache-2.0
package shop.front;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Calls the payment provider, a service of another company, if {@code --payments} has its address. */
@Component
@ConditionalOnExpression("!'${shop.payments}'.isEmpty()")
class PaymentClient {
    private final RestClient http;

    PaymentClient(RestClient.Builder builder, @Value("${shop.payments}") String address) {
        http = builder.baseUrl(address).build();
    }

    void pay(int cents) {
        http.post().uri("/payments?cents={cents}", cents).retrieve().toBodilessEntity();
    }
}
