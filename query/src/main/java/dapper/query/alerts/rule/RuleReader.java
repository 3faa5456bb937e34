// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import dapper.query.alerts.anomaly.Detector;
import dapper.server.settings.DurationText;
import dapper.storage.Tenant;
import dapper.storage.calls.CallKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one rule, which may be several alerts. */
final class RuleReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._ -]{0,99}");
    /** The rule of Prometheus, so that an Alertmanager takes them. */
    private static final Pattern LABEL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    private static final Set<String> OWN_LABELS = Set.of("alertname", "service", "severity", "slo_window");
    private static final long LONGEST_PAUSE = TimeUnit.DAYS.toNanos(7);

    private final YamlMap map;
    private final Set<String> receivers;
    private final @Nullable Tenant owner;
    private final boolean anyReceiver;

    /**
     * @param receivers names of those in the file
     * @param owner the tenant; null if the rule names it
     * @param anyReceiver whether the rule may name others too
     */
    RuleReader(YamlMap map, Set<String> receivers, @Nullable Tenant owner, boolean anyReceiver) {
        this.map = map;
        this.receivers = receivers;
        this.owner = owner;
        this.anyReceiver = anyReceiver;
    }

    /** A condition with what is added to the rule's name and labels. */
    record Part(String suffix, Condition condition, String severity, Map<String, String> labels) {}

    List<AlertRule> read() throws RuleFileException {
        String name = map.parsed("name", RuleReader::name);
        Tenant tenant = owner == null ? map.parsed("tenant", "", RuleReader::tenant) : owner;
        Target target = target();
        String severity = map.text("severity", "");
        List<Part> parts = parts(severity);
        Timing timing = timing();
        Map<String, String> labels = labels();
        Map<String, String> annotations = map.pairs("annotations");
        List<String> to = receivers();
        map.end();
        List<AlertRule> rules = new ArrayList<>();
        for (Part part : parts) {
            Map<String, String> all = new LinkedHashMap<>(labels);
            all.put("alertname", name);
            all.put("service", target.service());
            all.put("severity", part.severity());
            all.putAll(part.labels());
            rules.add(new AlertRule(
                    name + part.suffix(), name, tenant, target, part.condition(), timing, all, annotations, to));
        }
        return rules;
    }

    private List<Part> parts(String severity) throws RuleFileException {
        if (map.has("slo") && map.has("metric")) {
            throw map.problem("a rule has either a metric or an slo");
        }
        YamlMap slo = map.map("slo");
        if (slo != null) {
            return SloReader.read(slo, severity, minimumCalls());
        }
        if (!map.has("metric")) {
            throw map.problem("the key metric is missing, or slo");
        }
        return List.of(new Part("", condition(), severity.isEmpty() ? "warning" : severity, Map.of()));
    }

    private Target target() throws RuleFileException {
        CallKind kind = map.has("kind") ? map.parsed("kind", CallKind::ofText) : null;
        String operation = map.text("operation", "");
        String service = map.text("service");
        String caller = map.text("caller");
        String callee = map.text("callee");
        if (service != null && caller == null && callee == null) {
            return new Target(service, operation, kind, "");
        }
        if (service == null && caller != null && callee != null) {
            return new Target(caller, operation, outbound(kind), callee);
        }
        throw map.problem("a rule has either a service, or a caller and a callee");
    }

    private @Nullable CallKind outbound(@Nullable CallKind kind) throws RuleFileException {
        if (kind != null && kind.inbound() && kind != CallKind.PROCESSING) {
            throw map.problem("kind", "must be one of calls to a callee, such as http.client or db.client");
        }
        return kind;
    }

    private Condition condition() throws RuleFileException {
        if ("no-data".equals(map.text("metric"))) {
            return new Condition.NoCalls(map.parsed("window", "5m", text -> Window.of(DurationText.nanos(text))));
        }
        Metric metric = metric();
        YamlMap anomaly = map.map("anomaly");
        if (anomaly != null) {
            return unusual(metric, anomaly);
        }
        boolean change = map.has("compared-with");
        Limit limit = limit(metric, change);
        if (!change) {
            Window window = map.parsed("window", "5m", text -> Window.of(DurationText.nanos(text)));
            return new Condition.Threshold(metric, limit, window, callsOf(metric));
        }
        long before = map.parsed("compared-with", RuleReader::before);
        Window window = map.parsed("window", "10m", text -> Window.comparable(DurationText.nanos(text)));
        return new Condition.Change(metric, limit, window, window.earlier(before), minimumCalls());
    }

    private Unusual unusual(Metric metric, YamlMap anomaly) throws RuleFileException {
        for (String key : List.of("above", "below", "compared-with", "window")) {
            if (map.has(key)) {
                throw map.problem(key, "has no meaning with anomaly, which compares the last hour with what is usual");
            }
        }
        Detector.Side usual = switch (metric.kind()) {
            case RATE -> Detector.Side.BOTH;
            case ERROR_RATIO, QUANTILE -> Detector.Side.ABOVE;
            case APDEX -> Detector.Side.BELOW;
        };
        Unusual.Sensitivity sensitivity = anomaly.parsed("sensitivity", "medium", Unusual.Sensitivity::ofText);
        Detector.Side side = anomaly.has("side") ? anomaly.parsed("side", RuleReader::side) : usual;
        double leastChange = anomaly.parsed("least-change", "20%", Amounts::parseLeastChange);
        anomaly.end();
        return new Unusual(
                metric, sensitivity, new Detector(sensitivity.deviations(), side, leastChange), callsOf(metric));
    }

    private static Detector.Side side(String text) {
        return switch (text) {
            case "above" -> Detector.Side.ABOVE;
            case "below" -> Detector.Side.BELOW;
            case "both" -> Detector.Side.BOTH;
            default -> throw new IllegalArgumentException("must be above, below or both");
        };
    }

    /** Returns the fewest calls that have a value. */
    private long callsOf(Metric metric) throws RuleFileException {
        boolean rate = metric.kind() == Metric.Kind.RATE;
        if (rate && map.has("minimum-calls")) {
            throw map.problem("minimum-calls", "has no meaning for a rate");
        }
        return rate ? 0 : minimumCalls();
    }

    private Metric metric() throws RuleFileException {
        Metric metric = map.parsed("metric", Metric::ofText);
        boolean apdex = metric.kind() == Metric.Kind.APDEX;
        if (map.has("apdex") && !apdex) {
            throw map.problem("apdex", "has a meaning for the metric apdex only");
        }
        return apdex ? Metric.apdex(map.parsed("apdex", Metric.USUAL_APDEX, DurationText::nanos)) : metric;
    }

    private Limit limit(Metric metric, boolean change) throws RuleFileException {
        if (map.has("above") == map.has("below")) {
            throw map.problem("a rule has one of above, below and anomaly");
        }
        boolean above = map.has("above");
        double value =
                map.parsed(above ? "above" : "below", text -> change ? Amounts.parseChange(text) : metric.parse(text));
        return new Limit(above, value);
    }

    private static long before(String text) {
        return switch (text) {
            case "day" -> TimeUnit.DAYS.toNanos(1);
            case "week" -> TimeUnit.DAYS.toNanos(7);
            default -> throw new IllegalArgumentException("must be day or week");
        };
    }

    private long minimumCalls() throws RuleFileException {
        return map.parsed("minimum-calls", "10", RuleReader::count);
    }

    private static long count(String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number from 1", e);
        }
        throw new IllegalArgumentException("must be a whole number from 1");
    }

    private Timing timing() throws RuleFileException {
        return new Timing(
                map.parsed("for", "0s", RuleReader::pause),
                map.parsed("keep-firing-for", "2m", RuleReader::pause),
                map.parsed("missing", "keep", RuleReader::missing));
    }

    private static long pause(String text) {
        long nanos = DurationText.nanos(text);
        if (nanos > LONGEST_PAUSE) {
            throw new IllegalArgumentException("must be 7d at most");
        }
        return nanos;
    }

    private static Timing.Missing missing(String text) {
        return switch (text) {
            case "keep" -> Timing.Missing.KEEP;
            case "resolve" -> Timing.Missing.RESOLVE;
            default -> throw new IllegalArgumentException("must be keep or resolve");
        };
    }

    private Map<String, String> labels() throws RuleFileException {
        Map<String, String> labels = map.pairs("labels");
        for (String label : labels.keySet()) {
            if (!LABEL.matcher(label).matches()) {
                throw map.problem(
                        "labels", "must have names of letters, digits and underscores, not \"" + label + "\"");
            }
            if (OWN_LABELS.contains(label)) {
                throw map.problem("labels", "must not have " + label + ", which every alert has");
            }
        }
        return labels;
    }

    private List<String> receivers() throws RuleFileException {
        List<String> named = map.texts("receivers");
        if (named == null) {
            return List.copyOf(receivers);
        }
        for (String name : named) {
            if (!anyReceiver && !receivers.contains(name)) {
                throw map.problem("receivers", "must be names of receivers of the file, not \"" + name + "\"");
            }
        }
        return named.stream().distinct().toList();
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "must be letters, digits, dots, dashes, underscores and blanks, 100 at most");
        }
        return text;
    }

    private static Tenant tenant(String text) {
        try {
            return new Tenant(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be the name of a tenant", e);
        }
    }
}
