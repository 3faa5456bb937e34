// SPDX-License-Identifier: Apache-2.0
package shop.front;

import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.HttpClientErrorException;

/** Passes on what inventory refused: no such product, not that many left. */
@RestControllerAdvice
class Problems {
    @ExceptionHandler
    ProblemDetail refused(HttpClientErrorException e) {
        return ProblemDetail.forStatusAndDetail(e.getStatusCode(), "inventory refused");
    }
}
