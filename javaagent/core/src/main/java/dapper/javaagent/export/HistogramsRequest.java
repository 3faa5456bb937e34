// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.javaagent.resource.Resource;
import java.util.Arrays;

/**
 * Builds one {@code ExportMetricsServiceRequest} (opentelemetry/proto/metrics/v1/metrics.proto) with exponential
 * histograms of one resource and one scope, for one interval: delta temporality. Written front to back into one reused
 * array; one thread only.
 *
 * <p>A metric is begun with {@link #metric}. Each of its points is begun with {@link #beginPoint}, described, and ended.
 */
public final class HistogramsRequest {
    private static final int INITIAL_CAPACITY = 1 << 12;

    /** Enough for most requests; longer ones are moved by a byte. */
    private static final int WIDE = 2;

    private static final int DELTA = 1;
    private static final int EXPONENTIAL_HISTOGRAM = 10;

    private final byte[] resource;
    private final byte[] scope;
    private final ProtobufWriter out = new ProtobufWriter(INITIAL_CAPACITY);
    private long startEpochNanos;
    private long endEpochNanos;
    private int resourceMetrics;
    private int scopeMetrics;
    private int metric;
    private int data;
    private int point;
    private boolean open;

    public HistogramsRequest(Resource resource, String scope, String version) {
        this.resource = ResourceEncoder.resource(resource);
        this.scope = ResourceEncoder.scope(scope, version);
    }

    /** Encodes the attributes of a point, which never change. Values are strings or whole numbers. */
    public static byte[] attributes(Object[] keysAndValues, int length) {
        ProtobufWriter out = new ProtobufWriter(128);
        AttributeEncoder.encode(1, keysAndValues, length, out);
        return Arrays.copyOf(out.bytes(), out.position());
    }

    /** Begins the request of an interval; times are nanoseconds since 1970. */
    public void begin(long startEpochNanos, long endEpochNanos) {
        this.startEpochNanos = startEpochNanos;
        this.endEpochNanos = endEpochNanos;
        open = false;
        out.position(0);
        resourceMetrics = out.begin(1, WIDE);
        out.raw(resource, resource.length);
        scopeMetrics = out.begin(2, WIDE);
        out.raw(scope, scope.length);
    }

    public void metric(String name, String unit, String description) {
        endMetric();
        metric = out.begin(2, WIDE);
        out.string(1, name);
        out.string(2, description);
        out.string(3, unit);
        data = out.begin(EXPONENTIAL_HISTOGRAM, WIDE);
        open = true;
    }

    private void endMetric() {
        if (open) {
            out.varint(2, DELTA);
            out.end(data, WIDE);
            out.end(metric, WIDE);
            open = false;
        }
    }

    /** @param attributes from {@link #attributes} */
    public void beginPoint(byte[] attributes) {
        point = out.begin(1, WIDE);
        out.raw(attributes, attributes.length);
        out.fixed64(2, startEpochNanos);
        out.fixed64(3, endEpochNanos);
    }

    /** The number of calls, and of those that took no time; durations in seconds. */
    public void values(long count, long zeroCount, double sum, double least, double greatest) {
        out.fixed64(4, count);
        out.fixed64(5, Double.doubleToRawLongBits(sum));
        out.fixed64(7, zeroCount);
        out.fixed64(12, Double.doubleToRawLongBits(least));
        out.fixed64(13, Double.doubleToRawLongBits(greatest));
    }

    /**
     * Begins the buckets; {@link #bucket} for each, then {@link #endBuckets} must follow.
     *
     * @param first index of the first one
     * @return for {@link #endBuckets}
     */
    public long beginBuckets(int scale, int first) {
        out.varint(6, zigzag(scale));
        int positive = out.begin(8, 1);
        out.varint(1, zigzag(first));
        int counts = out.begin(2, 1);
        return (long) positive << Integer.SIZE | counts;
    }

    private static int zigzag(int value) {
        return value << 1 ^ value >> Integer.SIZE - 1;
    }

    /** The calls in the next bucket. */
    public void bucket(int count) {
        out.varint(count);
    }

    public void endBuckets(long begun) {
        out.end((int) begun, 1);
        out.end((int) (begun >>> Integer.SIZE), 1);
    }

    /** Adds a recorded call to the point; the value is its duration in seconds. */
    public void exemplar(long traceIdHigh, long traceIdLow, long spanId, long epochNanos, double value) {
        int exemplar = out.begin(11, 1);
        out.fixed64(2, epochNanos);
        out.fixed64(3, Double.doubleToRawLongBits(value));
        int span = out.begin(4, 1);
        out.bigEndian(spanId);
        out.end(span, 1);
        int trace = out.begin(5, 1);
        out.bigEndian(traceIdHigh);
        out.bigEndian(traceIdLow);
        out.end(trace, 1);
        out.end(exemplar, 1);
    }

    public void endPoint() {
        out.end(point, WIDE);
    }

    /** Returns a copy of the finished request. */
    public byte[] finish() {
        endMetric();
        out.end(scopeMetrics, WIDE);
        out.end(resourceMetrics, WIDE);
        return Arrays.copyOf(out.bytes(), out.position());
    }
}
