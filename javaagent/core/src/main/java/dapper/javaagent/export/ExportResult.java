// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

/** The result of one attempt to deliver a batch. */
public final class ExportResult {
    private static final ExportResult DELIVERED = new ExportResult(Kind.DELIVERED, false, 0, 0, "");

    /** The next step. */
    public enum Kind {
        /** The collector accepted the batch, except for {@link #rejectedSpans()}. */
        DELIVERED,
        /** Worth another attempt, after {@link #retryAfterMillis()} if the collector set it. */
        RETRY,
        /** Nothing listens at the address. Worth another attempt later, but not while the process waits to exit. */
        UNREACHABLE,
        /** The same batch would fail again. */
        REJECTED
    }

    private final Kind kind;
    private final boolean unsupported;
    private final long rejectedSpans;
    private final long retryAfterMillis;
    private final String message;

    private ExportResult(Kind kind, boolean unsupported, long rejectedSpans, long retryAfterMillis, String message) {
        this.kind = kind;
        this.unsupported = unsupported;
        this.rejectedSpans = rejectedSpans;
        this.retryAfterMillis = retryAfterMillis;
        this.message = message;
    }

    public static ExportResult delivered() {
        return DELIVERED;
    }

    /** OTLP's partial success: some spans were refused for good; zero with a message is a warning. */
    public static ExportResult partlyDelivered(long rejectedSpans, String message) {
        return new ExportResult(Kind.DELIVERED, false, rejectedSpans, 0, message);
    }

    /** @param retryAfterMillis the delay that the collector requested, or -1 */
    public static ExportResult retry(long retryAfterMillis, String message) {
        return new ExportResult(Kind.RETRY, false, 0, retryAfterMillis, message);
    }

    public static ExportResult unreachable(String message) {
        return new ExportResult(Kind.UNREACHABLE, false, 0, -1, message);
    }

    public static ExportResult rejected(String message) {
        return new ExportResult(Kind.REJECTED, false, 0, 0, message);
    }

    /** The server will never accept this signal. */
    public static ExportResult unsupported(String message) {
        return new ExportResult(Kind.REJECTED, true, 0, 0, message);
    }

    public Kind kind() {
        return kind;
    }

    /** Returns whether the server does not support this signal, regardless of the request. */
    public boolean isUnsupported() {
        return unsupported;
    }

    public long rejectedSpans() {
        return rejectedSpans;
    }

    public long retryAfterMillis() {
        return retryAfterMillis;
    }

    /** For the operator; may be empty. */
    public String message() {
        return message;
    }
}
