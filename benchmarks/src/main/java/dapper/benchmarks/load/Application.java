// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An application that runs with the agents.
 *
 * @param name as in {@code --application=}
 * @param description what it is, and what a request does
 * @param jar that starts it
 * @param port the line of its output that has its port, in the first group
 * @param paths of the requests, one after the other
 * @param rate requests a second in the paced rounds: at most the rate that the most expensive side sustains without
 *     dropping spans
 */
record Application(
        String name, String description, Path jar, List<String> arguments, Pattern port, List<String> paths, int rate) {
    private static final Path FOREIGN = Path.of("benchmarks/target/foreign");
    private static final Pattern READY = Pattern.compile("ready on port (\\d+)");

    static final Application ORDERS = new Application(
            "orders",
            "Jetty 12, HikariCP, H2, Apache HttpClient 5: servlet + 3 JDBC + HTTP client + downstream servlet with 2 JDBC",
            Path.of("benchmarks/app/target/orders.jar"),
            List.of("0"),
            READY,
            List.of("/orders/17"),
            1_500);

    /** Only its start is measured: the path is not mapped, so the first response needs no other application. */
    static final Application FRONT = new Application(
            "front",
            "Spring Boot, front of the sample shop",
            Path.of("smoke-tests/apps/front/target/front.jar"),
            List.of("--port=0"),
            READY,
            List.of("/nothing"),
            0);

    static final Application PETCLINIC = new Application(
            "petclinic",
            "Spring PetClinic: Spring Boot 4, Tomcat 11, Thymeleaf, Hibernate, HikariCP, H2; two pages with queries, two without",
            FOREIGN.resolve("petclinic.jar"),
            List.of(
                    "--server.port=0",
                    "--server.address=127.0.0.1",
                    "--server.tomcat.max-keep-alive-requests=-1",
                    "--server.tomcat.keep-alive-timeout=10m"),
            Pattern.compile("Tomcat started on port (\\d+)"),
            List.of("/owners/6", "/owners?lastName=Davis", "/vets.html", "/owners/find"),
            150);

    static final Application FLOWABLE = new Application(
            "flowable",
            "Flowable's REST application: Spring Boot 3.5, Tomcat 10.1, MyBatis, HikariCP, H2; three lists with one query each, one page with many",
            FOREIGN.resolve("flowable.jar"),
            List.of(
                    "--server.port=0",
                    "--server.address=127.0.0.1",
                    "--server.tomcat.max-keep-alive-requests=-1",
                    "--server.tomcat.keep-alive-timeout=10m",
                    "--flowable.async-executor-activate=false"),
            Pattern.compile("Tomcat started on port (\\d+)"),
            List.of(
                    "/process-api/repository/process-definitions",
                    "/process-api/runtime/tasks",
                    "/process-api/history/historic-process-instances",
                    "/process-api/management/tables"),
            300);

    private static final List<Application> WITH_LOAD = List.of(ORDERS, PETCLINIC, FLOWABLE);

    static Application named(String name) {
        return WITH_LOAD.stream()
                .filter(application -> application.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no application " + name + "; there are orders, petclinic, and flowable"));
    }
}
