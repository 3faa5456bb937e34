// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import dapper.query.alerts.rule.Receiver;
import dapper.storage.StorageUnavailableException;
import dapper.storage.alerts.AlertDelivery;
import dapper.storage.alerts.AlertState;
import dapper.storage.alerts.AlertStore;
import dapper.storage.alerts.Notified;
import dapper.storage.alerts.Silence;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies the receivers of one tenant, each of one rule at a time and all receivers at once. A notification is noted in the store
 * after the receiver has taken it: a process that dies in between leads to another one, never to none. {@link #take} is for the
 * thread that evaluates, {@link #run} for one other.
 */
public final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    /** Another process may lead when the last evaluation is so old: what fired then may have ended. */
    private static final long LEASE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final AlertStore store;
    private final Senders senders;
    private final DeliveryCounts counts;
    private final InstantSource clock;
    private final Retries retries;
    /** Notifications that the states which {@link #take} gets may not have yet. */
    private final Map<Target, Notified> notified = new HashMap<>();

    private volatile @Nullable Snapshot latest;

    private record Target(String alert, String receiver) {}

    private record Snapshot(List<AlertState> alerts, SilencedLabels silenced, long unixNanos) {}

    public Deliveries(
            AlertStore store, Senders senders, DeliveryCounts counts, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.senders = senders;
        this.counts = counts;
        this.clock = clock;
        this.retries = new Retries(random);
    }

    /**
     * Takes the states of an evaluation.
     *
     * @param alerts null if another process leads: this one then notifies nobody
     */
    public void take(@Nullable List<AlertState> alerts, List<Silence> silences) {
        long now = now();
        latest = alerts == null ? null : new Snapshot(alerts, new SilencedLabels(silences, now), now);
    }

    private long now() {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    /**
     * Notifies the receivers for which something is due. Returns when all have answered, or after some seconds for each that does
     * not.
     *
     * @param viewer address of the viewer, without a slash at the end
     */
    public void run(List<Receiver> receivers, String viewer) {
        Snapshot snapshot = latest;
        if (snapshot == null || now() - snapshot.unixNanos() >= LEASE_NANOS) {
            notified.clear();
            return;
        }
        notified.keySet().retainAll(targets(snapshot, receivers));
        Set<Retries.Key> due = new HashSet<>();
        Map<Receiver, List<Notification>> waiting = new LinkedHashMap<>();
        for (Receiver receiver : receivers) {
            List<Notification> all = due(snapshot, receiver, viewer);
            all.forEach(each -> due.add(keyOf(each)));
            waiting.put(
                    receiver,
                    new ArrayList<>(all.stream()
                            .filter(each -> retries.mayTry(keyOf(each), now()))
                            .toList()));
        }
        retries.retain(due);
        while (sendOneEach(waiting)) {
            // Until nothing is left for any receiver that answers.
        }
    }

    private static Set<Target> targets(Snapshot snapshot, List<Receiver> receivers) {
        Set<Target> targets = new HashSet<>();
        snapshot.alerts()
                .forEach(alert -> receivers.forEach(each -> targets.add(new Target(alert.alert(), each.name()))));
        return targets;
    }

    private static Retries.Key keyOf(Notification notification) {
        return new Retries.Key(notification.receiver().name(), notification.rule());
    }

    /** Returns a notification for each rule of which an alert is due; it has all alerts of the rule that fire. */
    private List<Notification> due(Snapshot snapshot, Receiver receiver, String viewer) {
        long now = now();
        Map<String, List<AlertState>> byRule = new LinkedHashMap<>();
        Set<String> due = new HashSet<>();
        for (AlertState alert : snapshot.alerts()) {
            boolean isDue = Due.isDue(alert, receiver, last(alert, receiver), now);
            boolean fires = alert.isFiring() && alert.notice().receivers().contains(receiver.name());
            if ((isDue || fires)
                    && snapshot.silenced().of(alert.notice().labels()).isEmpty()) {
                byRule.computeIfAbsent(alert.notice().rule(), unseen -> new ArrayList<>())
                        .add(alert);
                if (isDue) {
                    due.add(alert.notice().rule());
                }
            }
        }
        byRule.keySet().retainAll(due);
        return byRule.entrySet().stream()
                .map(each -> new Notification(receiver, each.getKey(), each.getValue(), now, viewer))
                .toList();
    }

    private @Nullable Notified last(AlertState alert, Receiver receiver) {
        Notified stored = alert.notified().get(receiver.name());
        Notified own = notified.get(new Target(alert.alert(), receiver.name()));
        return stored == null || own != null && own.unixNanos() > stored.unixNanos() ? own : stored;
    }

    /** @return whether anything was sent */
    private boolean sendOneEach(Map<Receiver, List<Notification>> waiting) {
        Map<Notification, CompletableFuture<Outcome>> sent = new LinkedHashMap<>();
        waiting.values().stream().filter(list -> !list.isEmpty()).forEach(list -> {
            Notification next = list.remove(0);
            sent.put(next, senders.send(next));
        });
        sent.forEach((notification, answer) -> {
            Outcome outcome = answer.join();
            counts.count(notification.receiver().name(), outcome.taken());
            log(notification, outcome);
            if (outcome.taken()) {
                taken(notification, outcome);
            } else {
                failed(notification, outcome);
                if (!outcome.mayBeTheBody()) {
                    waiting.getOrDefault(notification.receiver(), new ArrayList<>())
                            .clear();
                }
            }
        });
        return !sent.isEmpty();
    }

    /** A gap in the log is better than a notification that waits for the store. */
    private void log(Notification notification, Outcome outcome) {
        try {
            store.write(new AlertDelivery(
                    notification.unixNanos(),
                    notification.receiver().name(),
                    notification.rule(),
                    notification.status(),
                    notification.alerts().stream().map(AlertState::alert).toList(),
                    outcome.problem()));
        } catch (StorageUnavailableException e) {
            LOG.warn("The store does not answer: a delivery to {} is not in its log", notification.receiver());
        }
    }

    private void taken(Notification notification, Outcome outcome) {
        Receiver receiver = notification.receiver();
        retries.succeeded(keyOf(notification));
        LOG.info("Notified {} that {} is {}", receiver, notification.rule(), notification.status());
        if (!outcome.problem().isEmpty()) {
            LOG.warn("Not all people of {} were notified: {}", receiver, outcome.problem());
        }
        for (AlertState alert : notification.alerts()) {
            Notified taken =
                    new Notified(alert.times().fired(), Notification.hasEnded(alert), notification.unixNanos());
            notified.put(new Target(alert.alert(), receiver.name()), taken);
            try {
                store.write(alert, receiver.name(), taken);
            } catch (StorageUnavailableException e) {
                LOG.warn("The store does not answer: {} may be notified again about {}", receiver, alert.alert());
            }
        }
    }

    private void failed(Notification notification, Outcome outcome) {
        long pause = retries.failed(keyOf(notification), notification.unixNanos());
        LOG.warn(
                "{} was not notified that {} is {}: {}; the next attempt is in {} s",
                notification.receiver(),
                notification.rule(),
                notification.status(),
                outcome.problem(),
                TimeUnit.NANOSECONDS.toSeconds(pause) + 1);
    }
}
