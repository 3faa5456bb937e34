// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.javaagent.resource.Resource;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Builds one {@code ExportMetricsServiceRequest} (opentelemetry/proto/metrics/v1/metrics.proto): cumulative sums and
 * gauges of one resource and one scope, written front to back into one reused array. Export thread only.
 *
 * <p>A metric is begun with {@link #sum} or {@link #gauge}; its points follow.
 */
public final class MetricsRequest implements OtlpRequest {
    /** Collectors recognise the agents' own metrics by this name. */
    static final String SCOPE = "dapper.agent";

    private static final int INITIAL_CAPACITY = 1 << 13;
    private static final int CUMULATIVE = 2;

    /** Fields of {@code Metric}. */
    private static final int GAUGE = 5;

    private static final int SUM = 7;

    /** Bytes to leave for lengths that are usually above 127. */
    private static final int WIDE = 2;

    private final byte[] resource;
    private final byte[] scope;
    private final ProtobufWriter out = new ProtobufWriter(INITIAL_CAPACITY);
    private int resourceMetrics;
    private int scopeMetrics;
    private int metric;
    private int data;
    private boolean sum;
    private boolean open;
    private long startEpochNanos;
    private long epochNanos;

    public MetricsRequest(Resource resource, String version) {
        this.resource = ResourceEncoder.resource(resource);
        this.scope = ResourceEncoder.scope(SCOPE, version);
    }

    public void begin() {
        out.position(0);
        resourceMetrics = out.begin(1, WIDE);
        out.raw(resource, resource.length);
        scopeMetrics = out.begin(2, WIDE);
        out.raw(scope, scope.length);
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
        metric(name, unit, description, true);
    }

    /** Begins a current value. */
    public void gauge(String name, String unit, String description) {
        metric(name, unit, description, false);
    }

    private void metric(String name, String unit, String description, boolean isSum) {
        endMetric();
        metric = out.begin(2, WIDE);
        out.string(1, name);
        out.string(2, description);
        out.string(3, unit);
        data = out.begin(isSum ? SUM : GAUGE, WIDE);
        sum = isSum;
        open = true;
    }

    /** @param attributes key, value, key, value... */
    public void point(long value, String... attributes) {
        int point = beginPoint(attributes);
        out.fixed64(6, value);
        out.end(point, 1);
    }

    /** @param attributes key, value, key, value... */
    public void point(double value, String... attributes) {
        int point = beginPoint(attributes);
        out.fixed64(4, Double.doubleToRawLongBits(value));
        out.end(point, 1);
    }

    private int beginPoint(String... attributes) {
        int point = out.begin(1, 1);
        if (sum) {
            out.fixed64(2, startEpochNanos);
        }
        out.fixed64(3, epochNanos);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            int attribute = out.begin(7, 1);
            out.string(1, attributes[i]);
            int value = out.begin(2, 1);
            out.string(1, attributes[i + 1]);
            out.end(value, 1);
            out.end(attribute, 1);
        }
        return point;
    }

    private void endMetric() {
        if (!open) {
            return;
        }
        if (sum) {
            out.varint(2, CUMULATIVE);
            out.varint(3, 1); // is_monotonic
        }
        out.end(data, WIDE);
        out.end(metric, WIDE);
        open = false;
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
