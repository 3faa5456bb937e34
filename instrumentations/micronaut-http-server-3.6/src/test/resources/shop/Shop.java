// SPDX-License-Identifier: Apache-2.0
package shop;

import dapper.instrumentation.micronauthttpserver.v3_6.ServingCustomizer;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Singleton;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;

/** An application of Micronaut, compiled by the test with the annotation processor of the tested version. */
@Controller("/items")
@Produces(MediaType.TEXT_PLAIN)
class Shop {
    @Get("/{id}")
    String item(String id) {
        return "item " + id;
    }

    @Get("/search{?text}")
    String search(@QueryValue Optional<String> text) {
        return "found " + text.orElse("nothing");
    }

    @Post("/{id}/name")
    @Consumes(MediaType.TEXT_PLAIN)
    String rename(String id, @Body String name) {
        return id + " is " + name;
    }

    @Get("/{id}/stage")
    CompletionStage<String> stage(String id) {
        return CompletableFuture.supplyAsync(() -> "stage " + id);
    }

    @Get("/{id}/mono")
    Mono<String> mono(String id) {
        return Mono.fromFuture(CompletableFuture.supplyAsync(() -> "mono " + id));
    }

    @Get("/{id}/blocking")
    @ExecuteOn(TaskExecutors.IO)
    String blocking(String id) {
        return "blocking " + id;
    }

    @Get("/{id}/broken")
    String broken(String id) {
        throw new IllegalStateException("broken " + id);
    }

    @Get("/{id}/broken-stage")
    CompletionStage<String> brokenStage(String id) {
        return CompletableFuture.supplyAsync(() -> {
            throw new IllegalStateException("broken stage " + id);
        });
    }

    @Get("/{id}/broken-mono")
    Mono<String> brokenMono(String id) {
        return Mono.fromFuture(CompletableFuture.supplyAsync(() -> {
            throw new IllegalStateException("broken mono " + id);
        }));
    }

    @Get("/{id}/broken-blocking")
    @ExecuteOn(TaskExecutors.IO)
    String brokenBlocking(String id) {
        throw new IllegalStateException("broken blocking " + id);
    }

    @Get("/{id}/handled")
    String handled(String id) {
        throw new IllegalArgumentException("handled " + id);
    }

    @Get("/{id}/gone")
    String gone(String id) {
        throw new NoSuchElementException("gone " + id);
    }

    @Get("/{id}/unavailable")
    HttpResponse<String> unavailable(String id) {
        throw new HttpStatusException(HttpStatus.SERVICE_UNAVAILABLE, "unavailable " + id);
    }

    @Error(exception = IllegalArgumentException.class)
    HttpResponse<String> refused(HttpRequest<?> request, IllegalArgumentException exception) {
        return HttpResponse.<String>status(HttpStatus.CONFLICT).body("refused");
    }
}

@Singleton
class GoneHandler implements ExceptionHandler<NoSuchElementException, HttpResponse<?>> {
    @Override
    public HttpResponse<?> handle(HttpRequest request, NoSuchElementException exception) {
        return HttpResponse.status(HttpStatus.GONE);
    }
}

/** The test takes the place of Netty, which makes the span. */
@Singleton
class Serving implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(ServingCustomizer.LISTENER);
        return event.getBean();
    }
}
