// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import java.util.Arrays;

/** A point of a cumulative series of either kind of histogram. */
sealed interface CumulativePoint {
    int EXPLICIT = 1;
    int EXPONENTIAL = 2;

    long startUnixNanos();

    long endUnixNanos();

    /** Returns the calls in seconds. */
    Point calls(double units) throws RefusedPointException;

    /** Returns what this point has more than an earlier one of its series. */
    CumulativePoint minus(CumulativePoint earlier) throws RefusedPointException;

    /** Returns the stored form, without attributes and exemplars. */
    byte[] toBytes();

    /** @throws RefusedPointException for bytes that are no such point */
    static CumulativePoint read(byte[] bytes) throws RefusedPointException {
        try {
            byte[] message = Arrays.copyOfRange(bytes, 1, bytes.length);
            return bytes[0] == EXPLICIT
                    ? new Explicit(HistogramDataPoint.parseFrom(message))
                    : new Exponential(ExponentialHistogramDataPoint.parseFrom(message));
        } catch (InvalidProtocolBufferException e) {
            throw new RefusedPointException(Refusal.MALFORMED);
        }
    }

    private static byte[] bytes(int type, Message message) {
        byte[] content = message.toByteArray();
        byte[] bytes = new byte[content.length + 1];
        bytes[0] = (byte) type;
        System.arraycopy(content, 0, bytes, 1, content.length);
        return bytes;
    }

    /** With bounds that the sender has chosen. */
    record Explicit(HistogramDataPoint point) implements CumulativePoint {
        @Override
        public long startUnixNanos() {
            return point.getStartTimeUnixNano();
        }

        @Override
        public long endUnixNanos() {
            return point.getTimeUnixNano();
        }

        @Override
        public Point calls(double units) throws RefusedPointException {
            return Point.of(point, units);
        }

        @Override
        public CumulativePoint minus(CumulativePoint earlier) throws RefusedPointException {
            if (earlier instanceof Explicit other) {
                return new Explicit(Difference.of(point, other.point));
            }
            throw new RefusedPointException(Refusal.MALFORMED);
        }

        @Override
        public byte[] toBytes() {
            return bytes(
                    EXPLICIT,
                    point.toBuilder().clearAttributes().clearExemplars().build());
        }
    }

    /** With bounds of a scale. */
    record Exponential(ExponentialHistogramDataPoint point) implements CumulativePoint {
        @Override
        public long startUnixNanos() {
            return point.getStartTimeUnixNano();
        }

        @Override
        public long endUnixNanos() {
            return point.getTimeUnixNano();
        }

        @Override
        public Point calls(double units) throws RefusedPointException {
            return Point.of(point, units);
        }

        @Override
        public CumulativePoint minus(CumulativePoint earlier) throws RefusedPointException {
            if (earlier instanceof Exponential other) {
                return new Exponential(Difference.of(point, other.point));
            }
            throw new RefusedPointException(Refusal.MALFORMED);
        }

        @Override
        public byte[] toBytes() {
            return bytes(
                    EXPONENTIAL,
                    point.toBuilder().clearAttributes().clearExemplars().build());
        }
    }
}
