// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import dapper.query.calls.Outcomes;
import java.util.Random;

/** Invented calls of a service, by the hour: days, weekends, growth, slow swings, bursts, deployments, and an anomaly in the end. */
final class SyntheticCalls {
    private static final int WEEK = 168;

    /**
     * The nature of a service.
     *
     * @param callsAnHour on average
     * @param season the share by which traffic falls at night; on weekends half of that is missing too
     * @param growthAWeek relative
     * @param swing standard deviation of the slow relative changes of traffic and latency, which last for hours
     * @param burst standard deviation of the relative changes of single hours
     * @param errorRatio of all calls
     * @param deployEveryHours each changes latency by up to 15 percent; 0 for none
     */
    record Service(
            String name,
            double callsAnHour,
            double season,
            double growthAWeek,
            double swing,
            double burst,
            double errorRatio,
            int deployEveryHours) {}

    /** Changes from an hour on: factors of traffic and latency, and further failed calls. */
    record Anomaly(int fromHour, int toHour, double traffic, double latency, double errors) {
        static final Anomaly NONE = new Anomaly(0, 0, 1, 1, 0);

        boolean has(int hour) {
            return hour >= fromHour && hour < toHour;
        }
    }

    private SyntheticCalls() {}

    static Outcomes[] of(Service service, int hours, Anomaly anomaly, long seed) {
        Random random = new Random(seed);
        Outcomes[] found = new Outcomes[hours];
        double trafficSwing = 0;
        double latencySwing = 0;
        double deployed = 1;
        for (int hour = 0; hour < hours; hour++) {
            trafficSwing = 0.9 * trafficSwing + 0.44 * service.swing * random.nextGaussian();
            latencySwing = 0.9 * latencySwing + 0.44 * service.swing * random.nextGaussian();
            if (service.deployEveryHours > 0 && hour % service.deployEveryHours == 0) {
                deployed = 0.85 + 0.3 * random.nextDouble();
            }
            boolean changed = anomaly.has(hour);
            double traffic = service.callsAnHour
                    * seasonal(service, hour)
                    * (1 + service.growthAWeek * hour / WEEK)
                    * Math.exp(trafficSwing + service.burst * random.nextGaussian())
                    * (changed ? anomaly.traffic : 1);
            double latency = deployed
                    * Math.exp(latencySwing + service.burst / 2 * random.nextGaussian())
                    * (changed ? anomaly.latency : 1);
            double errors = service.errorRatio * Math.exp(service.burst * random.nextGaussian())
                    + (changed ? anomaly.errors : 0);
            found[hour] = calls(random, traffic, latency, Math.min(1, errors));
        }
        return found;
    }

    private static double seasonal(Service service, int hour) {
        double night = (1 - Math.sin(2 * Math.PI * (hour % 24) / 24)) / 2;
        double weekend = hour % WEEK < 48 ? 1 - service.season / 2 : 1;
        return (1 - service.season * night) * weekend;
    }

    private static Outcomes calls(Random random, double traffic, double latency, double errors) {
        Outcomes outcomes = new Outcomes();
        long count = poisson(random, traffic);
        for (long i = 0; i < count; i++) {
            // A long tail.
            long nanos = (long) (20e6 * latency * Math.exp(0.8 * random.nextGaussian()));
            (random.nextDouble() < errors ? outcomes.failed() : outcomes.succeeded())
                    .durations()
                    .add(nanos);
        }
        return outcomes;
    }

    private static long poisson(Random random, double mean) {
        if (mean > 50) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double left = Math.exp(-mean);
        long count = 0;
        for (double product = random.nextDouble(); product > left; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
