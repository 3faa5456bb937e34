// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

import java.util.List;

/**
 * A field that every span has. {@link #text} is the spelling with scope, except for the nested set, which has none;
 * {@link #otherTexts} are older spellings of the same field.
 */
public enum Intrinsic implements Field {
    TRACE_ID("trace:id", ValueType.STRING),
    /** From the start of the first span to the end of the last. */
    TRACE_DURATION("trace:duration", ValueType.DURATION, "traceDuration"),
    TRACE_ROOT_NAME("trace:rootName", ValueType.STRING, "rootName"),
    TRACE_ROOT_SERVICE("trace:rootService", ValueType.STRING, "rootServiceName"),
    SPAN_ID("span:id", ValueType.STRING),
    SPAN_PARENT_ID("span:parentID", ValueType.STRING),
    SPAN_NAME("span:name", ValueType.STRING, "name"),
    SPAN_KIND("span:kind", ValueType.KIND, "kind"),
    SPAN_STATUS("span:status", ValueType.STATUS, "status"),
    SPAN_STATUS_MESSAGE("span:statusMessage", ValueType.STRING, "statusMessage"),
    SPAN_DURATION("span:duration", ValueType.DURATION, "duration"),
    /** The number of direct children. */
    SPAN_CHILD_COUNT("span:childCount", ValueType.INTEGER, "childCount"),
    /** Has one value for each event of the span. */
    EVENT_NAME("event:name", ValueType.STRING),
    /** Has one value for each event of the span: its time after the start of the span, negative before it. */
    EVENT_TIME_SINCE_START("event:timeSinceStart", ValueType.DURATION),
    /** Has one value for each link of the span. */
    LINK_TRACE_ID("link:traceID", ValueType.STRING),
    /** Has one value for each link of the span. */
    LINK_SPAN_ID("link:spanID", ValueType.STRING),
    INSTRUMENTATION_NAME("instrumentation:name", ValueType.STRING),
    INSTRUMENTATION_VERSION("instrumentation:version", ValueType.STRING),
    /** The number of the span's first visit, if the tree is walked depth first from 1. */
    NESTED_SET_LEFT("nestedSetLeft", ValueType.INTEGER),
    /** The number of the span's last visit. */
    NESTED_SET_RIGHT("nestedSetRight", ValueType.INTEGER),
    /** {@link #NESTED_SET_LEFT} of the parent, negative for a root. */
    NESTED_SET_PARENT("nestedSetParent", ValueType.INTEGER);

    private final String text;
    private final ValueType type;
    private final String otherText;

    Intrinsic(String text, ValueType type) {
        this(text, type, "");
    }

    Intrinsic(String text, ValueType type, String otherText) {
        this.text = text;
        this.type = type;
        this.otherText = otherText;
    }

    /** The canonical spelling. */
    public String text() {
        return text;
    }

    public ValueType type() {
        return type;
    }

    public List<String> otherTexts() {
        return otherText.isEmpty() ? List.of() : List.of(otherText);
    }
}
