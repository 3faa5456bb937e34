// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** CPU time: unlike the wall clock, it is nearly right on a machine that does other work too. */
final class Cpu {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Cpu() {}

    /** Of all threads of this JVM, in steps of 10 ms. */
    static long processNanos() {
        return PROCESS.getProcessCpuTime();
    }

    /** Of the calling thread. */
    static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
