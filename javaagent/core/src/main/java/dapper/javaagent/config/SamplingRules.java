// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rules by path: {@code GET /cart/*=0.1,/internal/**=never} and the list of health checks, which are the last
 * rules. An entry that cannot be parsed is logged in one line, and the other entries stay valid.
 */
final class SamplingRules {
    private static final String RULES = "dapper.sampling.rules";
    private static final String HEALTH_CHECKS = "dapper.sampling.health.checks";

    /** Exact, because the application of a hospital may have requests to {@code /health/records}. */
    private static final String USUAL_HEALTH_CHECKS =
            "/health,/health/live,/health/ready,/healthz,/livez,/readyz,/actuator/health,/actuator/health/*";

    private SamplingRules() {}

    /**
     * @param everything true if the operator wants every request, so that only the operator's own rules make exceptions
     */
    static List<SamplingRule> read(ConfigReader reader, boolean everything) {
        List<SamplingRule> rules = new ArrayList<>();
        addRules(reader.text(RULES), rules);
        String healthChecks = reader.text(HEALTH_CHECKS);
        addHealthChecks(healthChecks == null && !everything ? USUAL_HEALTH_CHECKS : healthChecks, rules);
        return rules;
    }

    private static void addRules(@Nullable String text, List<SamplingRule> rules) {
        for (int from = 0; text != null && from < text.length(); from = end(text, from) + 1) {
            String entry = text.substring(from, end(text, from)).trim();
            SamplingRule rule = parse(entry);
            if (rule != null) {
                rules.add(rule);
            } else if (!entry.isEmpty()) {
                AgentLog.warn(RULES + ": '" + entry + "' ignored, expected a path and a share, such as GET /cart/*=0.1;"
                        + " the share is a number from 0 to 1, never or always");
            }
        }
    }

    private static void addHealthChecks(@Nullable String text, List<SamplingRule> rules) {
        if (text == null || text.equalsIgnoreCase("none")) {
            return;
        }
        for (int from = 0; from < text.length(); from = end(text, from) + 1) {
            String path = text.substring(from, end(text, from)).trim();
            if (path.startsWith("/")) {
                rules.add(new SamplingRule(null, path, 0));
            } else if (!path.isEmpty()) {
                AgentLog.warn(HEALTH_CHECKS + ": '" + path + "' ignored, expected a path such as /health, or none");
            }
        }
    }

    private static int end(String text, int from) {
        int comma = text.indexOf(',', from);
        return comma < 0 ? text.length() : comma;
    }

    private static @Nullable SamplingRule parse(String entry) {
        int slash = entry.indexOf('/');
        int equals = entry.lastIndexOf('=');
        double ratio = equals < 0 ? -1 : ratio(entry.substring(equals + 1).trim());
        if (slash < 0 || equals < slash || ratio < 0) {
            return null;
        }
        String method = entry.substring(0, slash).trim();
        String pattern = entry.substring(slash, equals).trim();
        if (method.indexOf(' ') >= 0 || pattern.indexOf(' ') >= 0) {
            return null;
        }
        return new SamplingRule(
                method.isEmpty() || method.equals("*") ? null : method.toUpperCase(Locale.ROOT), pattern, ratio);
    }

    /** Returns -1 if it is not a ratio. */
    private static double ratio(String text) {
        if (text.equalsIgnoreCase("never") || text.equalsIgnoreCase("always")) {
            return text.equalsIgnoreCase("never") ? 0 : 1;
        }
        try {
            double parsed = Double.parseDouble(text);
            return parsed >= 0 && parsed <= 1 ? parsed : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
