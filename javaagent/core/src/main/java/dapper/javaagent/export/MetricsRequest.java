// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.javaagent.resource.Resource;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Builds one {@code ExportMetricsServiceRequest} (opentelemetry/proto/metrics/v1/metrics.proto): gauges, and cumulative
 * sums and durations, of one resource, written front to back into one reused array. Export thread only.
 *
 * <p>A metric is begun with {@link #sum}, {@link #level}, {@link #gauge} or {@link #durations}; its points follow.
 */
public final class MetricsRequest implements OtlpRequest {
    /** Collectors recognise the agents' own metrics by this name. */
    static final String SCOPE = "dapper.agent";

    private static final int INITIAL_CAPACITY = 1 << 13;
    private static final int CUMULATIVE = 2;

    /** The form of a metric's data. */
    private enum Data {
        GAUGE(5),
        /** Only grows. */
        SUM(7),
        /** Also falls, and adds up over processes. */
        LEVEL(7),
        DURATIONS(9);

        /** In {@code Metric}. */
        private final int field;

        Data(int field) {
            this.field = field;
        }
    }

    /** Bytes to leave for lengths that are usually above 127. */
    private static final int WIDE = 2;

    private final byte[] resource;
    private final String version;
    private final byte[] scope;
    private final ProtobufWriter out = new ProtobufWriter(INITIAL_CAPACITY);
    private int resourceMetrics;
    private int scopeMetrics;
    private int metric;
    private int data;
    private @Nullable Data open;
    private long startEpochNanos;
    private long epochNanos;

    public MetricsRequest(Resource resource, String version) {
        this.resource = ResourceEncoder.resource(resource);
        this.version = version;
        this.scope = ResourceEncoder.scope(SCOPE, version);
    }

    public void begin() {
        open = null;
        out.position(0);
        resourceMetrics = out.begin(1, WIDE);
        out.raw(resource, resource.length);
        scopeMetrics = out.begin(2, WIDE);
        out.raw(scope, scope.length);
    }

    /** The metrics that follow have another scope. */
    public void scope(String name) {
        endMetric();
        out.end(scopeMetrics, WIDE);
        byte[] next = ResourceEncoder.scope(name, version);
        scopeMetrics = out.begin(2, WIDE);
        out.raw(next, next.length);
    }

    /**
     * Sets the time of all points that follow.
     *
     * @param startEpochNanos the time at which the sums were zero
     */
    public void time(long startEpochNanos, long epochNanos) {
        this.startEpochNanos = startEpochNanos;
        this.epochNanos = epochNanos;
    }

    /** Begins a sum that only grows, since the start. */
    public void sum(String name, String unit, String description) {
        metric(name, unit, description, Data.SUM);
    }

    /** Begins a current value that can be added up over processes. */
    public void level(String name, String unit, String description) {
        metric(name, unit, description, Data.LEVEL);
    }

    /** Begins a current value. */
    public void gauge(String name, String unit, String description) {
        metric(name, unit, description, Data.GAUGE);
    }

    /** Begins a number of events and their total duration, since the start. */
    public void durations(String name, String description) {
        metric(name, "s", description, Data.DURATIONS);
    }

    private void metric(String name, String unit, String description, Data form) {
        endMetric();
        metric = out.begin(2, WIDE);
        out.string(1, name);
        out.string(2, description);
        out.string(3, unit);
        data = out.begin(form.field, WIDE);
        open = form;
    }

    /** @param attributes key, value, key, value...; a value is a text or a Boolean */
    public void point(long value, Object... attributes) {
        int point = beginPoint(7, attributes);
        out.fixed64(6, value);
        out.end(point, 1);
    }

    /** As the other. */
    public void point(double value, Object... attributes) {
        int point = beginPoint(7, attributes);
        out.fixed64(4, Double.doubleToRawLongBits(value));
        out.end(point, 1);
    }

    /** A point of {@link #durations}. */
    public void events(long count, double seconds, Object... attributes) {
        int point = beginPoint(9, attributes);
        out.fixed64(4, count);
        out.fixed64(5, Double.doubleToRawLongBits(seconds));
        out.end(point, 1);
    }

    private int beginPoint(int attributesField, Object... attributes) {
        int point = out.begin(1, 1);
        if (open != Data.GAUGE) {
            out.fixed64(2, startEpochNanos);
        }
        out.fixed64(3, epochNanos);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            int attribute = out.begin(attributesField, 1);
            out.string(1, String.valueOf(attributes[i]));
            int value = out.begin(2, 1);
            if (attributes[i + 1] instanceof Boolean) {
                out.varint(2, (Boolean) attributes[i + 1] ? 1 : 0);
            } else {
                out.string(1, String.valueOf(attributes[i + 1]));
            }
            out.end(value, 1);
            out.end(attribute, 1);
        }
        return point;
    }

    private void endMetric() {
        if (open == null) {
            return;
        }
        if (open != Data.GAUGE) {
            out.varint(2, CUMULATIVE);
        }
        if (open == Data.SUM) {
            out.varint(3, 1); // is_monotonic
        }
        out.end(data, WIDE);
        out.end(metric, WIDE);
        open = null;
    }

    public void finish() {
        endMetric();
        out.end(scopeMetrics, WIDE);
        out.end(resourceMetrics, WIDE);
    }

    @Override
    public int length() {
        return out.position();
    }

    @Override
    public void writeTo(OutputStream target, int offset) throws IOException {
        target.write(out.bytes(), offset, length() - offset);
    }

    @Override
    public void copyTo(byte[] target, int at, int offset, int length) {
        System.arraycopy(out.bytes(), offset, target, at, length);
    }

    @Override
    public int byteAt(int offset) {
        return out.bytes()[offset] & 0xFF;
    }
}
