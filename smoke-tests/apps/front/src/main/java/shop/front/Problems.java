// SPDX-License-Identifier: Apache-2.0
package shop.front;

import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.HttpClientErrorException;

/** Passes on errors of inventory: no such product, not enough in stock. */
@RestControllerAdvice
class Problems {
    @ExceptionHandler
    ProblemDetail refused(HttpClientErrorException e) {
        return ProblemDetail.forStatusAndDetail(e.getStatusCode(), "inventory refused");
    }
}
