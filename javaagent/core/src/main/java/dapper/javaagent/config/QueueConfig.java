// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

/**
 * Bounds for the spans that wait for export, in number and time. OpenTelemetry's {@code OTEL_BSP_*} settings, and a
 * bound in bytes.
 */
public final class QueueConfig {
    private static final long MIN_DEFAULT_BYTES = 4L << 20;
    private static final long MAX_DEFAULT_BYTES = 64L << 20;

    /** The share of the maximum heap that waiting spans may use by default: a fiftieth. */
    private static final int HEAP_SHARE = 50;

    private final long scheduleDelayMillis;
    private final long exportTimeoutMillis;
    private final int maxSpans;
    private final int maxBatchSpans;
    private final long maxBytes;
    private final long shutdownTimeoutMillis;
    private final long unfinishedAfterMillis;

    private QueueConfig(ConfigReader reader) {
        // OpenTelemetry's default of 5 s would make users wait for a trace they have just caused.
        this.scheduleDelayMillis = reader.millis("otel.bsp.schedule.delay", 1_000, 3_600_000);
        this.exportTimeoutMillis = reader.millis("otel.bsp.export.timeout", 30_000, 3_600_000);
        this.maxSpans = reader.integer("otel.bsp.max.queue.size", 16_384, 1, 1 << 22);
        // OpenTelemetry's default of 512 means four times as many calls, and a call costs more than a hundred spans.
        this.maxBatchSpans = reader.integer("otel.bsp.max.export.batch.size", 2_048, 1, 1 << 16);
        this.maxBytes = reader.integer("dapper.queue.max.bytes", defaultBytes(), 1 << 16, 1 << 30);
        this.shutdownTimeoutMillis = reader.millis("dapper.shutdown.timeout", 5_000, 600_000);
        this.unfinishedAfterMillis = reader.millis("dapper.span.unfinished-after", 30_000, 86_400_000);
    }

    static QueueConfig read(ConfigReader reader) {
        return new QueueConfig(reader);
    }

    private static int defaultBytes() {
        long share = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
        return (int) Math.min(MAX_DEFAULT_BYTES, Math.max(MIN_DEFAULT_BYTES, share));
    }

    /** The longest time that a span waits for others in its batch. */
    public long scheduleDelayMillis() {
        return scheduleDelayMillis;
    }

    /** The total time for delivering one batch, retries included, before it is given up. */
    public long exportTimeoutMillis() {
        return exportTimeoutMillis;
    }

    public int maxSpans() {
        return maxSpans;
    }

    public int maxBatchSpans() {
        return maxBatchSpans;
    }

    /** Estimated heap bytes of all waiting spans. */
    public long maxBytes() {
        return maxBytes;
    }

    /** The time a span may be open before it is sent as unfinished; 0 to disable. */
    public long unfinishedAfterMillis() {
        return unfinishedAfterMillis;
    }

    /** The longest time that the last flush may delay the exit of the process. */
    public long shutdownTimeoutMillis() {
        return shutdownTimeoutMillis;
    }
}
