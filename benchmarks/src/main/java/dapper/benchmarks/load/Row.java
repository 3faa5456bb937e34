// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * A line of the table.
 *
 * @param statistic that combines several JVMs into one number
 * @param bar the most that Dapper may add, as a share of the overhead of OpenTelemetry; 0 for no bar
 * @param fewBar the most that Dapper may add at 1/1024, as a share of the cost of the application alone; 0 for no bar
 */
record Row(
        String name,
        String format,
        ToDoubleFunction<Measurement> figure,
        ToDoubleFunction<DoubleStream> statistic,
        double bar,
        double fewBar) {

    static final List<Row> START = List.of(
            median("start to first response, s", "%.2f", Measurement::startWallSeconds, 1.0 / 8),
            median("CPU until then, s", "%.2f", Measurement::startCpuSeconds, 1.0 / 8),
            median("CPU a second later, s", "%.2f", Measurement::settledCpuSeconds, 1.0 / 8),
            median("classes loaded until then", "%,.0f", Measurement::startClasses, 0),
            median("heap after a collection, MB", "%.1f", Measurement::startHeapMegabytes, 0));

    static final List<Row> LOAD = List.of(
            new Row("CPU a request, us", "%.0f", Measurement::cpuMicros, Medians::of, 1.0 / 8, 0.01),
            new Row("CPU a request, flat out, us", "%.0f", Measurement::flatOutCpuMicros, Medians::of, 1.0 / 8, 0.01),
            median("of it in the agent's own code, us", "%.1f", Measurement::profiledMicros, 1.0 / 8),
            median("of it in the agent's own code, %", "%.2f", one -> 100 * one.profiledShare(), 0),
            new Row("allocated a request, B", "%,.0f", Measurement::allocatedBytes, Medians::of, 1.0 / 5, 0.01),
            median("heap after a collection, MB", "%.1f", Measurement::heapMegabytes, 0),
            median("requests/s", "%,.0f", Measurement::requestsPerSecond, 0),
            median("p50, us", "%,.0f", Measurement::p50Micros, 0),
            median("p99, us", "%,.0f", Measurement::p99Micros, 0),
            median("resident memory, MB", "%.0f", Measurement::residentMegabytes, 0),
            median("classes loaded at the end", "%,.0f", Measurement::classes, 0),
            median("spans a request", "%.3f", Measurement::spans, 0),
            median("spans a request, flat out", "%.3f", Measurement::flatOutSpans, 0));

    private static Row median(String name, String format, ToDoubleFunction<Measurement> figure, double bar) {
        return new Row(name, format, figure, Medians::of, bar, 0);
    }

    double of(List<Measurement> all, Side side) {
        return statistic.applyAsDouble(
                all.stream().filter(one -> one.side().equals(side)).mapToDouble(figure));
    }
}
