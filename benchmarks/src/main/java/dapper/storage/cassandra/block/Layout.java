// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.Span;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The same spans as blocks of one size. */
final class Layout {
    private final String name;
    private final List<byte[]> blocks = new ArrayList<>();
    private long spans;
    private long cpuNanos;
    private long longest;
    private long processNanos;

    Layout(String name) {
        this.name = name;
    }

    void write(BlockWriter writer, List<Span> window) {
        long process = Cpu.processNanos();
        long start = Cpu.nanos();
        byte[] block = writer.write(window);
        took(Cpu.nanos() - start, Cpu.processNanos() - process);
        blocks.add(block);
        spans += window.size();
    }

    /** Returns this layout with each {@code count} blocks merged into one, from bytes to bytes. */
    Layout merged(BlockWriter writer, String newName, int count) {
        Layout merged = new Layout(newName);
        for (int from = 0; from < blocks.size(); from += count) {
            List<byte[]> parts = blocks.subList(from, Math.min(blocks.size(), from + count));
            long process = Cpu.processNanos();
            long start = Cpu.nanos();
            merged.blocks.add(writer.merge(
                    parts.stream().map(part -> Block.open(ByteBuffer.wrap(part))).toList()));
            merged.took(Cpu.nanos() - start, Cpu.processNanos() - process);
        }
        merged.spans = spans;
        return merged;
    }

    private void took(long nanos, long ofProcess) {
        processNanos += ofProcess;
        cpuNanos += nanos;
        longest = Math.max(longest, nanos);
    }

    String name() {
        return name;
    }

    long spans() {
        return spans;
    }

    List<byte[]> blocks() {
        return blocks;
    }

    List<Block> open() {
        return blocks.stream().map(block -> Block.open(ByteBuffer.wrap(block))).toList();
    }

    String summary() {
        long bytes = 0;
        long headers = 0;
        long far = 0;
        long traces = 0;
        for (byte[] block : blocks) {
            BlockHeader header = BlockHeader.read(ByteBuffer.wrap(block));
            bytes += block.length;
            headers += header.length();
            far += header.farParents();
            traces += header.traces();
        }
        return Report.row(
                name,
                blocks.size(),
                (double) bytes / spans,
                (double) headers / spans,
                bytes / blocks.size() / 1024,
                cpuNanos / 1e3 / spans,
                processNanos / 1e3 / spans,
                longest / 1e6,
                100.0 * far / spans,
                (double) spans / traces);
    }

    /** Bytes before and after compression, a span, of each column; values and codes apart. */
    Map<String, long[]> columns() {
        Map<String, long[]> columns = new TreeMap<>();
        for (Block block : open()) {
            for (Block.ChunkSize size : block.sizes()) {
                long[] sums = columns.computeIfAbsent(size.column(), absent -> new long[4]);
                int at = size.chunk().equals("codes") ? 2 : 0;
                sums[at] += size.raw();
                sums[at + 1] += size.stored();
            }
        }
        return columns;
    }
}
