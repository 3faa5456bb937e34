// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;

/**
 * CPU seconds of this JVM and of the node since a moment. Unlike the wall clock they are nearly right on a machine that
 * does other work too. In steps of 10 ms.
 */
final class Cpu {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final DoubleSupplier node;
    private final double ownBefore;
    private final double nodeBefore;

    private Cpu(DoubleSupplier node) {
        this.node = node;
        this.ownBefore = PROCESS.getProcessCpuTime() / 1e9;
        this.nodeBefore = node.getAsDouble();
    }

    static Cpu begin(MeasuredNode node) {
        return new Cpu(node::cpuSeconds);
    }

    double own() {
        return PROCESS.getProcessCpuTime() / 1e9 - ownBefore;
    }

    double node() {
        return node.getAsDouble() - nodeBefore;
    }
}
