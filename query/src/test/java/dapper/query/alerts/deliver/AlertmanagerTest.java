// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dapper.query.alerts.rule.Receiver;
import dapper.query.testing.InMemoryAlerts;
import dapper.storage.alerts.AlertNotice;
import dapper.storage.alerts.AlertPhase;
import dapper.storage.alerts.AlertState;
import dapper.storage.alerts.AlertTimes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.junit.jupiter.Testcontainers;

/** A real Alertmanager takes our alerts, and sends on what our webhooks send. */
@Tag("once")
@Testcontainers(disabledWithoutDocker = true)
class AlertmanagerTest {
    private static final int PORT = 9_093;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final String VIEWER = "https://dapper.example";

    private final InMemoryAlerts store = new InMemoryAlerts();
    private final Deliveries deliveries = new Deliveries(
            store,
            new Senders(new HttpPost(), new SmtpSender(null)),
            new DeliveryCounts(),
            Instant::now,
            new SplittableRandom(1));
    /** Alertmanager cuts times to milliseconds. */
    private final long fired = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - MINUTE;

    @Test
    void takesAnAlertAndItsEnd() throws Exception {
        try (Receivers webhook = Receivers.onAllAddresses();
                GenericContainer<?> alertmanager = alertmanager(webhook.port())) {
            alertmanager.start();
            String address = "http://" + alertmanager.getHost() + ":" + alertmanager.getMappedPort(PORT);
            Receiver receiver = new Receiver("am", Receiver.Type.ALERTMANAGER, URI.create(address), MINUTE);
            AlertState firing = state(AlertPhase.FIRING, 0);

            JsonNode sentOn = deliver(receiver, firing, webhook);
            JsonNode held = get(address + "/api/v2/alerts").get(0);
            assertThat(held.at("/labels/alertname").asText()).isEqualTo("Slow");
            assertThat(held.at("/annotations/value").asText()).isEqualTo("900ms");
            assertThat(held.at("/generatorURL").asText()).isEqualTo(VIEWER + "/search?q=1");
            assertThat(Instant.parse(held.at("/startsAt").asText()))
                    .isEqualTo(Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(fired)));
            assertThat(sentOn.get("status").asText()).isEqualTo("firing");
            assertThat(paths(ours(firing)))
                    .as("our webhooks are like those of Alertmanager")
                    .isEqualTo(paths(sentOn));

            JsonNode end = deliver(receiver, state(AlertPhase.RESOLVED, fired + MINUTE / 2), webhook);
            assertThat(end.get("status").asText()).isEqualTo("resolved");
            assertThat(end.at("/alerts/0/generatorURL").asText()).isEqualTo(VIEWER + "/search?q=1");
        }
    }

    private static GenericContainer<?> alertmanager(int webhookPort) {
        String configuration = """
                route: {receiver: hook, group_by: [alertname], group_wait: 0s, group_interval: 1s}
                receivers:
                  - name: hook
                    webhook_configs: [{url: 'http://host.docker.internal:%d/hook', send_resolved: true}]
                """.formatted(webhookPort);
        return new GenericContainer<>("prom/alertmanager:v0.25.0")
                .withExtraHost("host.docker.internal", "host-gateway")
                .withCopyToContainer(Transferable.of(configuration), "/etc/alertmanager/alertmanager.yml")
                .withExposedPorts(PORT)
                .waitingFor(Wait.forHttp("/-/ready"));
    }

    private AlertState state(AlertPhase phase, long end) {
        return new AlertState(
                "Slow",
                phase,
                new AlertTimes(Math.max(fired, end), fired, end, fired, Math.max(fired, end), Math.max(fired, end)),
                9e8,
                100,
                new AlertNotice(
                        "Slow",
                        Map.of("alertname", "Slow", "service", "front", "severity", "page"),
                        Map.of("value", "900ms"),
                        "/search?q=1",
                        List.of("am")),
                Map.of());
    }

    /** Delivers to Alertmanager, and waits for what that sends on. */
    private JsonNode deliver(Receiver receiver, AlertState state, Receivers webhook) throws InterruptedException {
        store.write(state, false);
        deliveries.take(store.states(), store.silences());
        deliveries.run(List.of(receiver), VIEWER);
        return webhook.next().body();
    }

    private static JsonNode ours(AlertState state) {
        Receiver hook = new Receiver("hook", Receiver.Type.WEBHOOK, URI.create("http://localhost"), MINUTE);
        Notification notification =
                new Notification(hook, "Slow", List.of(state), state.times().fired(), VIEWER);
        return new JsonMapper().valueToTree(WebhookPayload.of(notification));
    }

    /** Returns the path of each value, with its type. */
    private static List<String> paths(JsonNode tree) {
        List<String> paths = new ArrayList<>();
        collect("", tree, paths);
        return paths.stream().sorted().toList();
    }

    private static void collect(String path, JsonNode node, List<String> into) {
        if (node.isArray()) {
            node.forEach(element -> collect(path + "[]", element, into));
        } else if (node.isObject()) {
            node.properties().forEach(field -> collect(path + "." + field.getKey(), field.getValue(), into));
        } else {
            into.add(path + " " + node.getNodeType());
        }
    }

    private static JsonNode get(String url) throws Exception {
        String body = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
        return new JsonMapper().readTree(body);
    }
}
