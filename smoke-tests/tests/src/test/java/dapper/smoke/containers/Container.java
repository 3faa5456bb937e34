// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.containers;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** A server in a container, removed when it is closed. */
public final class Container implements AutoCloseable {
    private final String id;
    private final int port;

    private Container(String id, int port) {
        this.id = id;
        this.port = port;
    }

    /**
     * Starts it.
     *
     * @param port the one that it listens on within the container; published on a free one
     * @param options of {@code docker run}
     */
    public static Container start(String image, int port, String... options) {
        List<String> command = new ArrayList<>(List.of("run", "--detach", "--publish", Integer.toString(port)));
        command.addAll(List.of(options));
        command.add(image);
        String id = Docker.run(command.toArray(new String[0]));
        String published =
                Docker.run("port", id, port + "/tcp").lines().findFirst().orElseThrow();
        return new Container(id, Integer.parseInt(published.substring(published.lastIndexOf(':') + 1)));
    }

    /** Waits until a command succeeds in the container. */
    public Container await(String command) {
        Docker.run("exec", id, "timeout", "60", "bash", "-c", "until " + command + "; do sleep 0.1; done");
        return this;
    }

    /** Returns the published port. */
    public int port() {
        return port;
    }

    /** Returns the IP address and the published port. */
    public String address() {
        return host() + ':' + port;
    }

    /** Returns the IP address of the host that ports are published on. */
    public static String host() {
        try {
            return InetAddress.getByName(Docker.host()).getHostAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError("no address of " + Docker.host(), e);
        }
    }

    @Override
    public void close() {
        Docker.run("rm", "--force", "--volumes", id);
    }
}
