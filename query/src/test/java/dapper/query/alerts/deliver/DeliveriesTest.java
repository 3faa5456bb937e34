// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.alerts.deliver.Receivers.Taken;
import dapper.query.alerts.rule.Receiver;
import dapper.query.testing.InMemoryAlerts;
import dapper.storage.alerts.AlertDelivery;
import dapper.storage.alerts.AlertNotice;
import dapper.storage.alerts.AlertPhase;
import dapper.storage.alerts.AlertState;
import dapper.storage.alerts.AlertTimes;
import dapper.storage.alerts.LabelMatcher;
import dapper.storage.alerts.Silence;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final long T0 = 1_700_000_040_000_000_000L;
    private static final String VIEWER = "https://dapper.example";

    private final InMemoryAlerts store = new InMemoryAlerts();
    private final DeliveryCounts counts = new DeliveryCounts();
    private long now = T0;
    private Receivers server;
    private Deliveries deliveries;

    @BeforeEach
    void start() throws Exception {
        server = new Receivers();
        deliveries = restarted();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Deliveries restarted() {
        return new Deliveries(
                store,
                new Senders(new HttpPost(), new SmtpSender(null)),
                counts,
                () -> Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(now)),
                new SplittableRandom(1));
    }

    private Receiver webhook() {
        return server.receiver("hook", Receiver.Type.WEBHOOK, 4 * HOUR);
    }

    private static AlertState firing(String rule, String suffix) {
        return state(rule, suffix, AlertPhase.FIRING, new AlertTimes(T0, T0, 0, T0, T0, T0));
    }

    private static AlertState resolved(String rule, long end) {
        return state(rule, "", AlertPhase.RESOLVED, new AlertTimes(end, T0, end, T0, end, end));
    }

    private static AlertState state(String rule, String suffix, AlertPhase phase, AlertTimes times) {
        return new AlertState(
                rule + suffix,
                phase,
                times,
                9e8,
                100,
                new AlertNotice(
                        rule,
                        Map.of("alertname", rule, "service", "front", "severity", "page" + suffix),
                        Map.of("value", "900ms"),
                        "/search?q=1",
                        List.of("hook", "am", "chat")),
                Map.of());
    }

    /** Writes states as an evaluation does, and delivers. */
    private List<Taken> deliver(List<Receiver> receivers, AlertState... states) {
        for (AlertState state : states) {
            store.write(state, false);
        }
        deliveries.take(store.states(), store.silences());
        deliveries.run(receivers, VIEWER);
        return server.taken();
    }

    private static List<String> statuses(List<Taken> taken) {
        return taken.stream()
                .map(each -> each.body().get("status").asText() + " " + each.status())
                .toList();
    }

    @Test
    void notifiesOnceAboutEachFiringAndItsEnd() {
        List<Receiver> hook = List.of(webhook());

        assertThat(statuses(deliver(hook, firing("Slow", "")))).containsExactly("firing 200");
        now += MINUTE;
        assertThat(deliver(hook)).isEmpty();
        assertThat(statuses(deliver(hook, resolved("Slow", T0 + MINUTE)))).containsExactly("resolved 200");
        assertThat(deliver(hook)).isEmpty();
        deliveries = restarted();
        assertThat(deliver(hook)).isEmpty();
    }

    @Test
    void sendsThePayloadOfAlertmanager() {
        JsonNode body = deliver(List.of(webhook()), firing("Slow", "")).get(0).body();

        assertThat(body.get("version").asText()).isEqualTo("4");
        assertThat(body.get("groupKey").asText()).isEqualTo("{}:{alertname=\"Slow\"}");
        assertThat(body.get("receiver").asText()).isEqualTo("hook");
        assertThat(body.at("/groupLabels/alertname").asText()).isEqualTo("Slow");
        assertThat(body.at("/commonLabels/service").asText()).isEqualTo("front");
        assertThat(body.at("/commonAnnotations/value").asText()).isEqualTo("900ms");
        assertThat(body.get("externalURL").asText()).isEqualTo(VIEWER);
        assertThat(body.at("/alerts/0/status").asText()).isEqualTo("firing");
        assertThat(body.at("/alerts/0/startsAt").asText()).isEqualTo("2023-11-14T22:14:00Z");
        assertThat(body.at("/alerts/0/endsAt").asText()).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(body.at("/alerts/0/generatorURL").asText()).isEqualTo(VIEWER + "/search?q=1");
        assertThat(body.at("/alerts/0/fingerprint").asText()).hasSize(16);
        assertThat(body.get("alerts")).hasSize(1);
    }

    @Test
    void keepsAnAlertOfAnAlertmanagerAlive() {
        List<Receiver> alertmanager = List.of(server.receiver("am", Receiver.Type.ALERTMANAGER, MINUTE));

        Taken first = deliver(alertmanager, firing("Slow", "")).get(0);
        assertThat(first.path()).isEqualTo("/am/api/v2/alerts");
        assertThat(first.body()).hasSize(1);
        assertThat(first.body().at("/0/labels/alertname").asText()).isEqualTo("Slow");
        assertThat(first.body().at("/0/startsAt").asText()).isEqualTo("2023-11-14T22:14:00Z");
        assertThat(first.body().at("/0/endsAt").asText()).isEqualTo("2023-11-14T22:19:00Z");

        now += MINUTE - 1_000_000;
        assertThat(deliver(alertmanager)).isEmpty();
        now += 1_000_000;
        assertThat(deliver(alertmanager).get(0).body().at("/0/endsAt").asText()).isEqualTo("2023-11-14T22:20:00Z");

        Taken last = deliver(alertmanager, resolved("Slow", T0 + MINUTE)).get(0);
        assertThat(last.body().at("/0/endsAt").asText()).isEqualTo("2023-11-14T22:15:00Z");
    }

    @Test
    void writesToSlack() {
        JsonNode body = deliver(List.of(server.receiver("chat", Receiver.Type.SLACK, HOUR)), firing("<!channel>", ""))
                .get(0)
                .body();

        assertThat(body.get("text").asText()).isEqualTo("Firing: &lt;!channel&gt;");
        assertThat(body.at("/attachments/0/title_link").asText()).isEqualTo(VIEWER + "/search?q=1");
        assertThat(body.at("/attachments/0/text").asText()).contains("value: 900ms\n", "service: front");
        assertThat(body.toString()).doesNotContain("<!channel>");
    }

    @Test
    void triesAgainAfterAFailureAndAfterARestart() {
        List<Receiver> hook = List.of(webhook());
        server.refuse(500, 503);

        assertThat(statuses(deliver(hook, firing("Slow", "")))).containsExactly("firing 500");
        assertThat(deliver(hook)).as("not at once").isEmpty();
        now += TimeUnit.SECONDS.toNanos(1);
        assertThat(statuses(deliver(hook))).containsExactly("firing 503");

        deliveries = restarted();
        assertThat(statuses(deliver(hook))).containsExactly("firing 200");
        assertThat(store.deliveries(T0, now + 1, 10))
                .extracting(AlertDelivery::problem)
                .containsExactlyInAnyOrder("it answered 500", "it answered 503", "");
        assertThat(store.deliveries(T0, T0 + 1, 10))
                .containsExactly(new AlertDelivery(T0, "hook", "Slow", "firing", List.of("Slow"), "it answered 500"));
        assertThat(deliver(hook)).isEmpty();
    }

    @Test
    void reportsTheEndThoughTheReceiverWasAway() {
        List<Receiver> hook = List.of(webhook());
        server.refuse(500);
        deliver(hook, firing("Slow", ""));

        now += 2 * MINUTE;
        assertThat(statuses(deliver(hook, resolved("Slow", T0 + MINUTE)))).containsExactly("resolved 200");
    }

    @Test
    void goesOnWithOtherRulesIfABodyIsRefusedButNotIfTheReceiverIsAway() {
        List<Receiver> hook = List.of(webhook());
        server.refuse(400);
        assertThat(statuses(deliver(hook, firing("A", ""), firing("B", ""))))
                .containsExactly("firing 400", "firing 200");

        deliveries = restarted();
        server.refuse(503);
        assertThat(statuses(deliver(hook, firing("A", ""), firing("C", "")))).containsExactly("firing 503");
    }

    @Test
    void oneReceiverThatFailsDoesNotHoldUpAnother() {
        List<Receiver> both = List.of(
                new Receiver("am", Receiver.Type.ALERTMANAGER, URI.create("http://127.0.0.1:1/"), MINUTE), webhook());

        assertThat(statuses(deliver(both, firing("Slow", "")))).containsExactly("firing 200");
        assertThat(store.states().get(0).notified()).containsOnlyKeys("hook");
    }

    @Test
    void followsNoRedirect() {
        server.refuse(302);

        List<Taken> taken = deliver(List.of(webhook()), firing("Slow", ""));

        assertThat(taken).extracting(Taken::path).containsExactly("/hook");
        assertThat(store.states().get(0).notified()).isEmpty();
    }

    @Test
    void sendsTheAlertsOfARuleTogether() {
        List<Receiver> hook = List.of(webhook());
        List<Taken> taken = deliver(hook, firing("Budget", "/1h"), firing("Budget", "/6h"));

        assertThat(taken).hasSize(1);
        assertThat(taken.get(0).body().get("alerts")).hasSize(2);
        assertThat(taken.get(0).body().get("commonLabels").has("severity")).isFalse();
        assertThat(deliver(hook)).isEmpty();

        List<Taken> third = deliver(hook, firing("Budget", "/3d"));
        assertThat(third.get(0).body().get("alerts"))
                .as("with those that fire already")
                .hasSize(3);
    }

    @Test
    void aSilenceKeepsAlertsFromNotifying() {
        List<Receiver> hook = List.of(webhook());
        store.write(new Silence(
                new UUID(1, 2),
                List.of(new LabelMatcher("service", LabelMatcher.Operator.MATCHES, "fr.*")),
                T0 - MINUTE,
                T0 + MINUTE,
                "",
                "ada"));

        assertThat(deliver(hook, firing("Slow", ""))).isEmpty();
        now = T0 + MINUTE;
        assertThat(statuses(deliver(hook))).containsExactly("firing 200");
    }

    @Test
    void countsItsAttempts() {
        server.refuse(500);
        deliver(List.of(webhook()), firing("Slow", ""));
        now += MINUTE;
        deliver(List.of(webhook()));

        Map<DeliveryCounts.Key, Long> all = new HashMap<>();
        counts.forEach(all::put);
        assertThat(all)
                .isEqualTo(Map.of(
                        new DeliveryCounts.Key("hook", "failed"), 1L,
                        new DeliveryCounts.Key("hook", "delivered"), 1L));
    }

    @Test
    void notifiesNobodyWhenAnotherProcessLeads() {
        store.write(firing("Slow", ""), false);
        deliveries.take(null, List.of());
        deliveries.run(List.of(webhook()), VIEWER);
        assertThat(server.taken()).isEmpty();

        deliveries.take(store.states(), List.of());
        now += MINUTE;
        deliveries.run(List.of(webhook()), VIEWER);
        assertThat(server.taken()).as("its lease may have ended").isEmpty();
    }

    @Test
    void pausesLongerAfterEachFailure() {
        Retries retries = new Retries(new SplittableRandom(3));
        Retries.Key key = new Retries.Key("hook", "Slow");
        long at = 0;
        for (int i = 0; i < 20; i++) {
            long most = Math.min(TimeUnit.MINUTES.toNanos(5), TimeUnit.SECONDS.toNanos(1) << Math.min(i, 20));
            long pause = retries.failed(key, at);
            assertThat(pause).isBetween(most / 2, most);
            assertThat(retries.mayTry(key, at + pause - 1)).isFalse();
            assertThat(retries.mayTry(key, at + pause)).isTrue();
            at += pause;
        }
        retries.succeeded(key);
        assertThat(retries.failed(key, at)).isLessThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
    }
}
