// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts;

import dapper.query.alerts.deliver.Deliveries;
import dapper.query.alerts.deliver.DeliveryCounts;
import dapper.query.alerts.deliver.HttpPost;
import dapper.query.alerts.deliver.Senders;
import dapper.query.alerts.deliver.SmtpSender;
import dapper.query.alerts.evaluate.Evaluation;
import dapper.query.alerts.evaluate.EvaluationCounts;
import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.RuleFile;
import dapper.storage.StorageUnavailableException;
import dapper.storage.Tenant;
import dapper.storage.alerts.AlertState;
import dapper.storage.alerts.AlertStore;
import dapper.storage.calls.CallReader;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates the rules of all tenants on one thread, and notifies receivers on another. Of all query services with the same store,
 * one does so at a time.
 */
public final class Alerts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    private static final long SECONDS_BETWEEN_DELIVERIES = 1;
    private static final long SECONDS_TO_END = 5;

    private final AlertConfig config;
    private final AlertRules rules;
    private final Function<Tenant, Sources> sources;
    private final InstantSource clock;
    private final Supplier<String> viewer;
    private final Senders senders;
    private final EvaluationCounts evaluations = new EvaluationCounts();
    private final DeliveryCounts deliveries = new DeliveryCounts();
    private final Map<Tenant, OfTenant> tenants = new ConcurrentHashMap<>();
    /** Of the last pass; used by the thread that evaluates. */
    private final Map<Tenant, Integer> ruleCounts = new HashMap<>();

    private final KnownTenants known =
            new KnownTenants(() -> opened(Tenant.DEFAULT).store());
    private final ScheduledThreadPoolExecutor evaluating = thread("dapper-alerts");
    private final ScheduledThreadPoolExecutor delivering = thread("dapper-alerts-delivery");

    /** The counted calls of a tenant, and the store for its alerts. */
    public record Sources(CallReader calls, AlertStore store) {}

    private record OfTenant(AlertStore store, Evaluation evaluation, Deliveries deliveries) {}

    /**
     * @param sources those of a tenant; may throw {@link StorageUnavailableException}
     * @param viewer address of the viewer, asked for when the first notification is made
     */
    public Alerts(
            AlertConfig config,
            AlertRules rules,
            Function<Tenant, Sources> sources,
            InstantSource clock,
            Supplier<String> viewer) {
        this.config = config;
        this.rules = rules;
        this.sources = sources;
        this.clock = clock;
        this.viewer = viewer;
        this.senders = new Senders(new HttpPost(), new SmtpSender(config.smtp()));
    }

    private static ScheduledThreadPoolExecutor thread(String name) {
        return new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Adds the metrics to a registry. */
    public void register(PrometheusRegistry registry) {
        AlertMetrics.register(rules, evaluations, deliveries, registry);
    }

    /** Begins to evaluate and deliver. */
    public void start() {
        long pause = config.interval().toMillis();
        evaluating.scheduleWithFixedDelay(this::evaluate, 0, pause, TimeUnit.MILLISECONDS);
        delivering.scheduleWithFixedDelay(
                this::deliver, SECONDS_BETWEEN_DELIVERIES, SECONDS_BETWEEN_DELIVERIES, TimeUnit.SECONDS);
    }

    /** One pass over the rules of all tenants. */
    void evaluate() {
        long began = System.nanoTime();
        RuleFile file = rules.file();
        // Those whose last rule is gone have alerts to resolve.
        for (Tenant tenant : known.with(file.tenants())) {
            try {
                evaluate(tenant, file);
            } catch (StorageUnavailableException e) {
                failed(tenant, file, e);
            } catch (RuntimeException | Error e) {
                if (evaluating.isShutdown()) {
                    return;
                }
                evaluations.failed(expected(tenant, file));
                LOG.error("Alerts{} were not evaluated", suffix(tenant), e);
            }
        }
        evaluations.took((System.nanoTime() - began) / 1e9);
    }

    private void failed(Tenant tenant, RuleFile file, StorageUnavailableException e) {
        int lost = expected(tenant, file);
        evaluations.failed(lost);
        if (lost > 0) {
            LOG.warn("Alerts{} were not evaluated: {}", suffix(tenant), e.getMessage());
        } else {
            LOG.debug("Rules of alerts{} were not read", suffix(tenant), e);
        }
    }

    /** Returns how many rules a tenant had in the last pass, or has in the file. */
    private int expected(Tenant tenant, RuleFile file) {
        return Math.max(ruleCounts.getOrDefault(tenant, 0), file.of(tenant).size());
    }

    private static String suffix(Tenant tenant) {
        return tenant.equals(Tenant.DEFAULT) ? "" : " of the tenant " + tenant.name();
    }

    private void evaluate(Tenant tenant, RuleFile file) {
        long now = TimeUnit.MILLISECONDS.toNanos(clock.millis());
        OfTenant of = opened(tenant);
        List<AlertRule> own = rulesOf(tenant, file, of);
        if (!own.isEmpty()) {
            known.note(tenant, now);
        } else if (of.store().states().isEmpty()) {
            forget(tenant, file, of);
            return;
        }
        List<AlertState> states = of.evaluation().run(own, now);
        of.deliveries().take(states, states == null ? List.of() : of.store().silences());
        if (own.isEmpty() && states != null && states.isEmpty()) {
            forget(tenant, file, of);
        }
    }

    private List<AlertRule> rulesOf(Tenant tenant, RuleFile file, OfTenant of) {
        RulesInForce inForce = RulesInForce.of(file, tenant, of.store().rules());
        inForce.refused()
                .forEach(each -> LOG.debug(
                        "The rule {}{} is not in force: {}", each.rule().name(), suffix(tenant), each.reason()));
        ruleCounts.put(tenant, inForce.rules().size());
        return inForce.rules();
    }

    /** Without rules and alerts, nobody needs to lead. */
    private void forget(Tenant tenant, RuleFile file, OfTenant of) {
        of.evaluation().resign();
        of.deliveries().take(List.of(), List.of());
        if (tenant.equals(Tenant.DEFAULT)) {
            return;
        }
        known.forget(tenant);
        // A rule that was added in the meantime, whose tenant was noted before it was forgotten here.
        if (!rulesOf(tenant, file, of).isEmpty()) {
            known.note(tenant, TimeUnit.MILLISECONDS.toNanos(clock.millis()));
        }
    }

    private OfTenant opened(Tenant tenant) {
        OfTenant of = tenants.get(tenant);
        if (of == null) {
            of = open(tenant);
            tenants.put(tenant, of);
        }
        return of;
    }

    private OfTenant open(Tenant tenant) {
        Sources opened = sources.apply(tenant);
        return new OfTenant(
                opened.store(),
                new Evaluation(opened.calls(), opened.store(), config.delay().toNanos(), evaluations),
                new Deliveries(opened.store(), senders, deliveries, clock, new SplittableRandom()));
    }

    /** Returns how many rules this process has evaluated. */
    long evaluations() {
        return evaluations.evaluations();
    }

    /** Sends what is due. */
    void deliver() {
        for (OfTenant tenant : tenants.values()) {
            try {
                tenant.deliveries().run(rules.file().receivers(), viewer.get());
            } catch (RuntimeException | Error e) {
                if (delivering.isShutdown()) {
                    return;
                }
                LOG.error("Receivers were not notified", e);
            }
        }
    }

    /** Ends the threads, so that another query service can go on at once. */
    @Override
    public void close() {
        delivering.shutdownNow();
        evaluating.shutdownNow();
        try {
            if (evaluating.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                tenants.values().forEach(tenant -> tenant.evaluation().resign());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StorageUnavailableException e) {
            LOG.debug("The lease of alerts ends by itself within a minute", e);
        }
    }
}
