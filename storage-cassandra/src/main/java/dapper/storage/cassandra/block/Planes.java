// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.cassandra.codec.CorruptDataException;

/**
 * Numbers as planes of bytes: first the lowest byte of each number, then the next byte of each, up to the highest that
 * is not zero. The high planes of small numbers repeat, so zstd removes them, and a plane decodes in one simple loop.
 */
final class Planes {
    private Planes() {}

    static byte[] encode(int[] numbers) {
        int width = width(numbers);
        byte[] planes = new byte[width * numbers.length];
        for (int plane = 0, at = 0; plane < width; plane++) {
            int shift = 8 * plane;
            for (int number : numbers) {
                planes[at++] = (byte) (number >>> shift);
            }
        }
        return planes;
    }

    static byte[] encode(long[] numbers) {
        int width = width(numbers);
        byte[] planes = new byte[width * numbers.length];
        for (int plane = 0, at = 0; plane < width; plane++) {
            int shift = 8 * plane;
            for (long number : numbers) {
                planes[at++] = (byte) (number >>> shift);
            }
        }
        return planes;
    }

    static int[] ints(byte[] planes, int size) {
        int width = width(planes, size, Integer.BYTES);
        int[] numbers = new int[size];
        for (int plane = 0, at = 0; plane < width; plane++) {
            int shift = 8 * plane;
            for (int i = 0; i < size; i++) {
                numbers[i] |= (planes[at++] & 0xFF) << shift;
            }
        }
        return numbers;
    }

    static long[] longs(byte[] planes, int size) {
        int width = width(planes, size, Long.BYTES);
        long[] numbers = new long[size];
        for (int plane = 0, at = 0; plane < width; plane++) {
            int shift = 8 * plane;
            for (int i = 0; i < size; i++) {
                numbers[i] |= (planes[at++] & 0xFFL) << shift;
            }
        }
        return numbers;
    }

    /** Differences to the number before; neighbours that are close become small numbers. */
    static long[] deltas(long[] numbers) {
        long[] deltas = new long[numbers.length];
        long before = 0;
        for (int i = 0; i < numbers.length; i++) {
            long delta = numbers[i] - before;
            deltas[i] = (delta << 1) ^ (delta >> 63);
            before = numbers[i];
        }
        return deltas;
    }

    /** Reverses {@link #deltas}, in place. */
    static long[] sums(long[] deltas) {
        long sum = 0;
        for (int i = 0; i < deltas.length; i++) {
            sum += (deltas[i] >>> 1) ^ -(deltas[i] & 1);
            deltas[i] = sum;
        }
        return deltas;
    }

    private static int width(int[] numbers) {
        int bits = 0;
        for (int number : numbers) {
            bits |= number;
        }
        return (Integer.SIZE - Integer.numberOfLeadingZeros(bits) + 7) / 8;
    }

    private static int width(long[] numbers) {
        long bits = 0;
        for (long number : numbers) {
            bits |= number;
        }
        return (Long.SIZE - Long.numberOfLeadingZeros(bits) + 7) / 8;
    }

    private static int width(byte[] planes, int size, int largest) {
        if (planes.length == 0) {
            return 0;
        }
        if (size == 0 || planes.length % size != 0 || planes.length / size > largest) {
            throw new CorruptDataException(planes.length + " bytes are not the planes of " + size + " numbers");
        }
        return planes.length / size;
    }
}
