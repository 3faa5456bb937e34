// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing.javax;

import dapper.javaagent.testing.HandlerWork;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Path;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.container.Suspended;
import javax.ws.rs.core.Application;

/** The resources of the contract of JAX-RS. */
public final class Resources extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(Items.class, Root.class);
    }

    private static String work() throws Exception {
        return HandlerWork.work("resource");
    }

    /** Answers on other threads too. */
    @Path("/")
    public static final class Root {
        @GET
        public String get() throws Exception {
            return work();
        }

        @GET
        @Path("/root")
        public String root() throws Exception {
            return work();
        }

        @GET
        @Path("suspended")
        public void suspended(@Suspended AsyncResponse response) throws Exception {
            String body = work();
            new Thread(() -> response.resume(body)).start();
        }

        @GET
        @Path("stage")
        public CompletionStage<String> stage() throws Exception {
            String body = work();
            return CompletableFuture.supplyAsync(() -> body);
        }
    }

    /** Has a class-level template. */
    @Path("items/")
    public static final class Items {
        @GET
        public String all() throws Exception {
            return work();
        }

        @GET
        @Path("{id}")
        public String one() throws Exception {
            return work();
        }

        @GET
        @Path("/{id: [0-9]+}/parts/{part}")
        public String part() throws Exception {
            return work();
        }

        @GET
        @Path("slash/")
        public String slash() throws Exception {
            return work();
        }

        @GET
        @Path("failing")
        public String failing() {
            return Optional.<String>empty().orElseThrow(() -> new IllegalStateException("broken"));
        }

        @GET
        @Path("{id}/missing")
        public String missing() {
            return Optional.<String>empty().orElseThrow(NotFoundException::new);
        }

        @Path("{id}/owner")
        public Owner owner() {
            return new Owner();
        }
    }

    /** Found by a locator. */
    public static final class Owner {
        @GET
        public String get() throws Exception {
            return work();
        }

        @GET
        @Path("name")
        public String name() throws Exception {
            return work();
        }

        @Path("addresses")
        public Addresses addresses() {
            return new Addresses();
        }
    }

    /** Found by a locator of a resource that a locator found. */
    public static final class Addresses {
        @GET
        @Path("{line}")
        public String line() throws Exception {
            return work();
        }
    }
}
