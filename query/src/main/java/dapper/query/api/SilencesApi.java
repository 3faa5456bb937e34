// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dapper.query.alerts.deliver.SilencedLabels;
import dapper.server.auth.Caller;
import dapper.server.auth.Scope;
import dapper.storage.alerts.AlertStore;
import dapper.storage.alerts.LabelMatcher;
import dapper.storage.alerts.Silence;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/silences}: lists, adds and ends silences. The fields are those of Alertmanager's silences. */
final class SilencesApi {
    private static final int MOST_MATCHERS = 20;
    private static final int LONGEST_TEXT = 1_000;
    private static final long LONGEST = TimeUnit.DAYS.toNanos(366);

    private static final String FORM =
            "A silence is JSON with matchers (name, value, isRegex, isEqual), startsAt, endsAt, comment and createdBy.";

    private static final ObjectReader READER = new JsonMapper().readerFor(Draft.class);

    private final AlertStore store;
    private final Clock clock;

    SilencesApi(AlertStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The body of a request. */
    record Draft(
            @Nullable List<MatcherDraft> matchers,
            @Nullable String startsAt,
            @Nullable String endsAt,
            @Nullable String comment,
            @Nullable String createdBy) {}

    /** A condition on a label as the request has it; without the flags, the value must be equal. */
    record MatcherDraft(
            @Nullable String name,
            @Nullable String value,
            @Nullable Boolean isRegex,
            @Nullable Boolean isEqual) {}

    record MatcherView(String name, String value, boolean isRegex, boolean isEqual) {}

    /** @param state {@code pending}, {@code active} or {@code expired} */
    record SilenceView(
            String id,
            String state,
            List<MatcherView> matchers,
            String startsAt,
            String endsAt,
            String comment,
            String createdBy) {}

    /**
     * @param mayWrite whether the caller may add and end silences
     * @param author the name that silences of the caller get; null if the request gives it
     */
    record Silences(
            List<SilenceView> silences,
            boolean mayWrite,
            @Nullable String author) {}

    Silences silences(Caller caller) {
        return new Silences(
                store.silences().stream()
                        .sorted(Comparator.comparingLong(Silence::endUnixNanos)
                                .reversed()
                                .thenComparing(Silence::id))
                        .map(this::view)
                        .toList(),
                caller.may(Scope.ADMIN),
                caller.equals(Caller.ANYONE) ? null : caller.name());
    }

    private SilenceView view(Silence silence) {
        long now = now();
        String state = silence.isActive(now) ? "active" : now < silence.startUnixNanos() ? "pending" : "expired";
        return new SilenceView(
                silence.id().toString(),
                // A silence that ended before it began has never been active.
                silence.endUnixNanos() <= now ? "expired" : state,
                silence.matchers().stream()
                        .map(each -> new MatcherView(
                                each.label(),
                                each.value(),
                                each.operator().isRegex(),
                                each.operator().isPositive()))
                        .toList(),
                time(silence.startUnixNanos()),
                time(silence.endUnixNanos()),
                silence.comment(),
                silence.creator());
    }

    private static String time(long unixNanos) {
        return Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(unixNanos)).toString();
    }

    /** @throws ProblemException for a body that is no silence */
    SilenceView add(byte[] body, Caller caller) {
        Draft draft = read(body);
        List<LabelMatcher> matchers = matchers(draft.matchers());
        long now = now();
        long start = Math.max(now, draft.startsAt() == null ? now : time("startsAt", draft.startsAt()));
        long end = time("endsAt", text("endsAt", draft.endsAt()));
        if (end <= start || end - start > LONGEST) {
            throw ProblemException.badParameter("endsAt", "endsAt must be after now and startsAt, by a year at most.");
        }
        String comment = text("comment", draft.comment());
        String creator = caller.equals(Caller.ANYONE) && draft.createdBy() != null
                ? text("createdBy", draft.createdBy())
                : caller.name();
        if (store.silences().size() >= AlertStore.MOST_SILENCES) {
            throw ProblemException.overloaded("There are " + AlertStore.MOST_SILENCES
                    + " silences, which is the most; ended ones are removed after some days.");
        }
        Silence silence = new Silence(UUID.randomUUID(), matchers, start, end, comment, creator);
        if (!new SilencedLabels(List.of(silence), start).of(Map.of()).isEmpty()) {
            throw ProblemException.badParameter(
                    "matchers", "At least one matcher must not match an empty value, or all alerts are silenced.");
        }
        store.write(silence);
        return view(silence);
    }

    private static Draft read(byte[] body) {
        try {
            Draft draft = READER.readValue(body);
            if (draft != null) {
                return draft;
            }
        } catch (UnrecognizedPropertyException e) {
            throw ProblemException.badParameter(
                    e.getPropertyName(), "Unknown field \"" + e.getPropertyName() + "\". " + FORM);
        } catch (IOException e) {
            throw ProblemException.badBody("The body is no silence. " + FORM);
        }
        throw ProblemException.badBody("The body is no silence. " + FORM);
    }

    private static List<LabelMatcher> matchers(@Nullable List<MatcherDraft> drafts) {
        if (drafts == null || drafts.isEmpty() || drafts.size() > MOST_MATCHERS) {
            throw ProblemException.badParameter("matchers", "matchers must be 1 to " + MOST_MATCHERS + ".");
        }
        List<LabelMatcher> matchers = new ArrayList<>();
        for (MatcherDraft draft : drafts) {
            LabelMatcher.Operator operator = LabelMatcher.Operator.of(
                    Boolean.TRUE.equals(draft.isRegex()), !Boolean.FALSE.equals(draft.isEqual()));
            String value = draft.value() == null ? "" : draft.value();
            if (value.length() > LONGEST_TEXT) {
                throw ProblemException.badParameter("matchers", "A matcher has 1000 characters at most.");
            }
            checkPattern(operator, value);
            matchers.add(new LabelMatcher(text("matchers.name", draft.name()), operator, value));
        }
        return matchers;
    }

    private static void checkPattern(LabelMatcher.Operator operator, String value) {
        try {
            if (operator.isRegex()) {
                Pattern.compile(value);
            }
        } catch (PatternSyntaxException e) {
            throw ProblemException.badParameter(
                    "matchers", "\"" + value + "\" is no regular expression (RE2): " + e.getDescription() + ".");
        }
    }

    private static String text(String field, @Nullable String value) {
        String text = value == null ? "" : value.strip();
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            throw ProblemException.badParameter(
                    field, field + " must be a text of 1 to " + LONGEST_TEXT + " characters.");
        }
        return text;
    }

    private static long time(String field, String text) {
        try {
            return TimeText.unixNanos(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badParameter(field, field + " " + e.getMessage() + ", not \"" + text + "\".");
        }
    }

    /** Ends a silence now; one that has ended stays as it is. */
    SilenceView end(String id) {
        Silence found = store.silences().stream()
                .filter(silence -> silence.id().toString().equals(id))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("There is no silence " + id + ".", "id"));
        Silence ended = found.endingAt(now());
        store.write(ended);
        return view(ended);
    }

    private long now() {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }
}
