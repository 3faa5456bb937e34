// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import com.google.re2j.Pattern;
import dapper.storage.alerts.LabelMatcher;
import dapper.storage.alerts.Silence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** The silences of a moment. A label that an alert lacks is matched as an empty text. */
public final class SilencedLabels {
    private final List<Active> silences = new ArrayList<>();

    private record Active(UUID id, Predicate<Map<String, String>> matcher) {}

    /** @param unixNanos the moment */
    public SilencedLabels(List<Silence> all, long unixNanos) {
        for (Silence silence : all) {
            if (silence.isActive(unixNanos) && !silence.matchers().isEmpty()) {
                silences.add(new Active(
                        silence.id(),
                        silence.matchers().stream()
                                .map(SilencedLabels::matcher)
                                .reduce(Predicate::and)
                                .orElseThrow()));
            }
        }
    }

    private static Predicate<Map<String, String>> matcher(LabelMatcher matcher) {
        Predicate<String> value =
                matcher.operator().isRegex() ? Pattern.compile(matcher.value())::matches : matcher.value()::equals;
        boolean positive = matcher.operator().isPositive();
        return labels -> value.test(labels.getOrDefault(matcher.label(), "")) == positive;
    }

    /** Returns the ids of the silences that an alert with these labels has; none if it notifies. */
    public List<UUID> of(Map<String, String> labels) {
        return silences.stream()
                .filter(each -> each.matcher().test(labels))
                .map(Active::id)
                .toList();
    }
}
