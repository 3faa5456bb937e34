// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import java.net.InetAddress;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Redis in a container. */
final class RedisServer extends GenericContainer<RedisServer> {
    private static final int PORT = 6_379;
    private static final int LAST_SLOT = 16_383;

    private boolean clustered;

    RedisServer() {
        super("redis:7.0");
        withExposedPorts(PORT);
        waitingFor(Wait.forListeningPort());
    }

    /** Makes it a cluster of one node, which names itself as it is reached from here. */
    RedisServer clustered() {
        clustered = true;
        return withCommand("redis-server", "--cluster-enabled", "yes", "--cluster-require-full-coverage", "no");
    }

    @Override
    public void start() {
        super.start();
        if (clustered) {
            try {
                String address = InetAddress.getByName(getHost()).getHostAddress();
                cli("config set cluster-announce-ip " + address);
                cli("config set cluster-announce-port " + port());
                cli("cluster addslotsrange 0 " + LAST_SLOT);
                execInContainer(
                        "bash", "-c", "until redis-cli cluster info | grep -q cluster_state:ok; do sleep 0.1; done");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Runs a command in the container, which succeeds. */
    private void cli(String command) throws Exception {
        String answer = execInContainer("bash", "-c", "redis-cli " + command).getStdout();
        if (!answer.trim().equals("OK")) {
            throw new IllegalStateException(command + ": " + answer);
        }
    }

    int port() {
        return getMappedPort(PORT);
    }
}
