// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.armeria.v1_0;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.annotation.Blocking;
import com.linecorp.armeria.server.annotation.ExceptionHandler;
import com.linecorp.armeria.server.annotation.ExceptionHandlerFunction;
import com.linecorp.armeria.server.annotation.Get;
import com.linecorp.armeria.server.annotation.Param;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A service with annotations. */
@ExceptionHandler(Shop.Conflicts.class)
public final class Shop {
    @Get("/items/{id}")
    public String item(@Param("id") int id) {
        return "item " + id;
    }

    @Get("/items/{id}/later")
    public CompletionStage<String> later(@Param("id") int id) {
        return CompletableFuture.supplyAsync(() -> "item " + id);
    }

    @Blocking
    @Get("/items/{id}/blocking")
    public String blocking(@Param("id") int id) {
        return "item " + id;
    }

    @Get("/broken")
    public String broken() {
        throw new IllegalStateException("broken");
    }

    @Get("/broken-later")
    public CompletionStage<String> brokenLater() {
        return CompletableFuture.supplyAsync(() -> {
            throw new IllegalStateException("broken-later");
        });
    }

    @Blocking
    @Get("/broken-blocking")
    public String brokenBlocking() {
        throw new IllegalStateException("broken-blocking");
    }

    @Get("/handled")
    public String handled() {
        throw new Conflict();
    }

    @Get("/status")
    public String status() {
        throw HttpStatusException.of(HttpStatus.GONE);
    }

    @Get("/argument")
    public String argument() {
        throw new IllegalArgumentException("argument");
    }

    @Get("/unavailable")
    public String unavailable() {
        throw HttpStatusException.of(HttpStatus.SERVICE_UNAVAILABLE);
    }

    private static final class Conflict extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Turns one kind of exception into a response. */
    public static final class Conflicts implements ExceptionHandlerFunction {
        @Override
        public HttpResponse handleException(ServiceRequestContext context, HttpRequest request, Throwable cause) {
            return cause instanceof Conflict
                    ? HttpResponse.of(HttpStatus.CONFLICT)
                    : ExceptionHandlerFunction.fallthrough();
        }
    }
}
