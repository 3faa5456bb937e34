// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

/** What became of one attempt to deliver a batch. */
public final class ExportResult {
    private static final ExportResult DELIVERED = new ExportResult(Kind.DELIVERED, 0, 0, "");

    /** What to do next. */
    public enum Kind {
        /** The collector has it, except for {@link #rejectedSpans()}. */
        DELIVERED,
        /** Worth another attempt, after {@link #retryAfterMillis()} if the collector said so. */
        RETRY,
        /** Nobody listens at the address. Worth another attempt later, but not while the process waits to exit. */
        UNREACHABLE,
        /** The same batch would fail again. */
        REJECTED
    }

    private final Kind kind;
    private final long rejectedSpans;
    private final long retryAfterMillis;
    private final String message;

    private ExportResult(Kind kind, long rejectedSpans, long retryAfterMillis, String message) {
        this.kind = kind;
        this.rejectedSpans = rejectedSpans;
        this.retryAfterMillis = retryAfterMillis;
        this.message = message;
    }

    public static ExportResult delivered() {
        return DELIVERED;
    }

    /** OTLP's partial success: some spans were refused for good; zero with a message is a warning. */
    public static ExportResult partlyDelivered(long rejectedSpans, String message) {
        return new ExportResult(Kind.DELIVERED, rejectedSpans, 0, message);
    }

    /** @param retryAfterMillis what the collector asked for, or -1 */
    public static ExportResult retry(long retryAfterMillis, String message) {
        return new ExportResult(Kind.RETRY, 0, retryAfterMillis, message);
    }

    public static ExportResult unreachable(String message) {
        return new ExportResult(Kind.UNREACHABLE, 0, -1, message);
    }

    public static ExportResult rejected(String message) {
        return new ExportResult(Kind.REJECTED, 0, 0, message);
    }

    public Kind kind() {
        return kind;
    }

    public long rejectedSpans() {
        return rejectedSpans;
    }

    public long retryAfterMillis() {
        return retryAfterMillis;
    }

    /** For the operator; empty if there is nothing to say. */
    public String message() {
        return message;
    }
}
