// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import java.io.IOException;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Counts the losses of one request to limits and faults. Used by one thread. */
public final class LimitTally {
    private long droppedAttributes;
    private long droppedEvents;
    private long droppedLinks;
    private long truncatedTexts;
    private long malformedTexts;
    private long unknownFields;
    private int malformedSpans;
    private @Nullable String firstFault;

    void droppedAttribute() {
        droppedAttributes++;
    }

    void droppedEvent() {
        droppedEvents++;
    }

    void droppedLink() {
        droppedLinks++;
    }

    void truncatedText() {
        truncatedTexts++;
    }

    void malformedText() {
        malformedTexts++;
    }

    void unknownField() {
        unknownFields++;
    }

    void malformedSpan() {
        malformedSpans++;
    }

    /** Records why something is counted as dropped or malformed that does not merely exceed a limit. */
    void fault(IOException fault) {
        fault(String.valueOf(fault.getMessage()));
    }

    /** The first fault is kept: it causes those that follow, and has the right position in the request. */
    public void fault(String fault) {
        if (firstFault == null) {
            firstFault = fault;
        }
    }

    /** Returns the number of attributes, and elements of lists and maps, that are not stored. */
    public long droppedAttributes() {
        return droppedAttributes;
    }

    public long droppedEvents() {
        return droppedEvents;
    }

    public long droppedLinks() {
        return droppedLinks;
    }

    /** Returns the number of texts and binary values that were cut. */
    public long truncatedTexts() {
        return truncatedTexts;
    }

    /** Returns the number of texts that were not valid UTF-8; U+FFFD replaces the invalid bytes. */
    public long malformedTexts() {
        return malformedTexts;
    }

    /**
     * Returns the number of fields that OTLP does not define, at any depth of the request. {@link #summary} leaves them
     * out: a sender of a newer OTLP could do nothing about a warning with each request.
     */
    public long unknownFields() {
        return unknownFields;
    }

    /** Returns the number of spans that could not be read and never reached the {@link SpanConsumer}. */
    public int malformedSpans() {
        return malformedSpans;
    }

    /** Returns a summary for the operator of the sender; empty if nothing was lost. */
    public String summary() {
        StringJoiner parts =
                new StringJoiner(", ", "not stored as sent: ", firstFault == null ? "" : "; " + firstFault);
        parts.setEmptyValue(firstFault == null ? "" : firstFault);
        add(parts, droppedAttributes, "attributes or elements dropped");
        add(parts, droppedEvents, "events dropped");
        add(parts, droppedLinks, "links dropped");
        add(parts, truncatedTexts, "texts cut");
        add(parts, malformedTexts, "texts with bytes that are not UTF-8 replaced");
        return parts.toString();
    }

    private static void add(StringJoiner parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}
