// SPDX-License-Identifier: Apache-2.0
package dapper.collector.otlp;

import java.io.IOException;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What limits and faults took away from one request. Used by one thread. */
public final class LimitTally {
    private long droppedAttributes;
    private long droppedEvents;
    private long droppedLinks;
    private long truncatedTexts;
    private long malformedTexts;
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

    void malformedSpan() {
        malformedSpans++;
    }

    /** Why something is counted as dropped or malformed that is not merely too much. */
    void fault(IOException fault) {
        fault(String.valueOf(fault.getMessage()));
    }

    /** The first one is kept: it is the cause of those that follow, and was found where it stands in the request. */
    public void fault(String fault) {
        if (firstFault == null) {
            firstFault = fault;
        }
    }

    /** Attributes, and elements of lists and maps, that are not stored. */
    public long droppedAttributes() {
        return droppedAttributes;
    }

    public long droppedEvents() {
        return droppedEvents;
    }

    public long droppedLinks() {
        return droppedLinks;
    }

    /** Texts and bytes that lost their end. */
    public long truncatedTexts() {
        return truncatedTexts;
    }

    /** Texts that were not UTF-8; U+FFFD stands where they were not. */
    public long malformedTexts() {
        return malformedTexts;
    }

    /** Spans that could not be read and never reached the {@link SpanSink}. */
    public int malformedSpans() {
        return malformedSpans;
    }

    /** For the person who runs the sender; empty if nothing was taken away. */
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
