// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.report;

import dapper.javaagent.config.AgentLog;
import dapper.javaagent.export.MetricsRequest;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Memory, garbage collection, threads, classes and CPU of the JVM, named by the semantic conventions, in a scope of
 * their own. Export thread only, long after main has begun: no MBean server is started.
 *
 * <p>The number and the total duration of collections are exact; single pauses are not observed.
 */
public final class JvmMetrics implements MetricsSource {
    static final String SCOPE = "dapper.jvm";

    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    private boolean off;

    /** The last source of a report: it changes the scope, and the start of the sums to that of the JVM. */
    @Override
    public void writeTo(MetricsRequest out) {
        if (off) {
            return;
        }
        try {
            long start = TimeUnit.MILLISECONDS.toNanos(
                    ManagementFactory.getRuntimeMXBean().getStartTime());
            out.scope(SCOPE);
            out.time(start, TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
            memory(out);
            collections(out);
            threads(out);
            classes(out);
            cpu(out);
        } catch (LinkageError | RuntimeException e) {
            // A JVM without the module java.management, or a security manager.
            off = true;
            AgentLog.info("metrics of the JVM are off: " + e);
        }
    }

    private static void memory(MetricsRequest out) {
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
        List<MemoryUsage> usages = new ArrayList<>();
        for (MemoryPoolMXBean pool : pools) {
            usages.add(pool.getUsage());
        }
        out.level("jvm.memory.used", "By", "Memory in use");
        for (int i = 0; i < pools.size(); i++) {
            memory(pools.get(i), usages.get(i) == null ? -1 : usages.get(i).getUsed(), out);
        }
        out.level("jvm.memory.committed", "By", "Memory that is guaranteed to be available");
        for (int i = 0; i < pools.size(); i++) {
            memory(pools.get(i), usages.get(i) == null ? -1 : usages.get(i).getCommitted(), out);
        }
        out.level("jvm.memory.limit", "By", "Most memory that can be obtained");
        for (int i = 0; i < pools.size(); i++) {
            memory(pools.get(i), usages.get(i) == null ? -1 : usages.get(i).getMax(), out);
        }
    }

    /** @param bytes -1 if they are not known */
    private static void memory(MemoryPoolMXBean pool, long bytes, MetricsRequest out) {
        if (bytes >= 0) {
            String type = pool.getType() == MemoryType.HEAP ? "heap" : "non_heap";
            out.point(bytes, "jvm.memory.type", type, "jvm.memory.pool.name", pool.getName());
        }
    }

    private static void collections(MetricsRequest out) {
        out.durations("jvm.gc.duration", "Garbage collections and their duration");
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            long count = collector.getCollectionCount();
            if (count >= 0) {
                double seconds = collector.getCollectionTime() / MILLIS_PER_SECOND;
                out.events(count, seconds, "jvm.gc.name", collector.getName());
            }
        }
    }

    private static void threads(MetricsRequest out) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long daemons = threads.getDaemonThreadCount();
        out.level("jvm.thread.count", "{thread}", "Platform threads that run");
        out.point(daemons, "jvm.thread.daemon", true);
        out.point(Math.max(0, threads.getThreadCount() - daemons), "jvm.thread.daemon", false);
    }

    private static void classes(MetricsRequest out) {
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        out.level("jvm.class.count", "{class}", "Classes that are loaded");
        out.point(classes.getLoadedClassCount());
    }

    private static void cpu(MetricsRequest out) {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        if (system instanceof com.sun.management.OperatingSystemMXBean) {
            com.sun.management.OperatingSystemMXBean process = (com.sun.management.OperatingSystemMXBean) system;
            out.sum("jvm.cpu.time", "s", "CPU time of the process");
            out.point(Math.max(0, process.getProcessCpuTime()) / NANOS_PER_SECOND);
            out.gauge("jvm.cpu.recent_utilization", "1", "CPU use of the process, as a share of all processors");
            out.point(Math.max(0, process.getProcessCpuLoad()));
        }
        out.level("jvm.cpu.count", "{cpu}", "Processors for the process");
        out.point((long) system.getAvailableProcessors());
    }
}
