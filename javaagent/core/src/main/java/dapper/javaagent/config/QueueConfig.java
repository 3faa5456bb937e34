// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

/** How much may wait for export, and how long. OpenTelemetry's {@code OTEL_BSP_*} settings, and a bound in bytes. */
public final class QueueConfig {
    private static final long MIN_DEFAULT_BYTES = 4L << 20;
    private static final long MAX_DEFAULT_BYTES = 64L << 20;

    /** The part of the largest heap that waiting spans may take by default: a fiftieth. */
    private static final int HEAP_SHARE = 50;

    private final long scheduleDelayMillis;
    private final long exportTimeoutMillis;
    private final int maxSpans;
    private final int maxBatchSpans;
    private final long maxBytes;
    private final long shutdownTimeoutMillis;
    private final long unfinishedAfterMillis;

    private QueueConfig(ConfigReader reader) {
        // OpenTelemetry's default of 5 s would make a person wait for the trace that they have just caused.
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

    /** How long a span waits at most for others to travel with. */
    public long scheduleDelayMillis() {
        return scheduleDelayMillis;
    }

    /** How long one batch is tried for, retries included, before it is given up. */
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

    /** How long a span may be open before it is sent as unfinished; 0 for ever. */
    public long unfinishedAfterMillis() {
        return unfinishedAfterMillis;
    }

    /** How long the exit of the process may be held up by the last flush. */
    public long shutdownTimeoutMillis() {
        return shutdownTimeoutMillis;
    }
}
