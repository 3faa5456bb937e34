// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.containers;

import dapper.smoke.run.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The services of one Compose file of the distribution, on free ports, until it is closed. */
final class Composition implements AutoCloseable {
    private static final Map<String, String> FREE_PORTS =
            Map.of("DAPPER_COLLECTOR_GRPC_PORT", "0", "DAPPER_COLLECTOR_HTTP_PORT", "0", "DAPPER_QUERY_PORT", "0");

    private final String file;
    private final String project;

    private Composition(String file, String project) {
        this.file = file;
        this.project = project;
    }

    static Composition up(String file) {
        Composition composition =
                new Composition(file, "dapper-test-" + ProcessHandle.current().pid());
        try {
            composition.compose("up", "--build", "--detach");
            return composition;
        } catch (Throwable e) {
            composition.close();
            throw e;
        }
    }

    private String compose(String... arguments) {
        List<String> command = new ArrayList<>(Docker.compose());
        command.addAll(List.of("--project-name", project, "--file", file));
        command.addAll(List.of(arguments));
        return Docker.output(command, Distribution.home(), FREE_PORTS);
    }

    /** Returns the address of a published port. */
    String url(String service, int port) {
        String address = compose("port", service, String.valueOf(port));
        return "http://" + Docker.host() + address.substring(address.lastIndexOf(':'));
    }

    String container(String service) {
        return compose("ps", "-q", service);
    }

    String network() {
        return project + "_default";
    }

    /** Waits until the health check of the image says so. */
    void awaitHealthy(String service) {
        String container = container(service);
        long deadline = System.nanoTime() + 240_000_000_000L;
        String state = health(container);
        while (!state.equals("healthy")) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(
                        service + " is " + state + " after 240 s:\n" + Docker.run("logs", "--tail", "50", container));
            }
            LockSupport.parkNanos(500_000_000);
            state = health(container);
        }
    }

    private static String health(String container) {
        return Docker.run("inspect", "--format", "{{.State.Health.Status}}", container);
    }

    void stop(String service) {
        compose("stop", "--timeout", "60", service);
    }

    @Override
    public void close() {
        compose("down", "--volumes", "--timeout", "30");
    }
}
