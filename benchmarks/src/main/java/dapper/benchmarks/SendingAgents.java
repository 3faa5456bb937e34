// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The agents of several processes of each service. Each sends what has ended since its last message, in messages of one
 * process, at its own moment of the batch delay, and the same again until it is acknowledged. A thread each.
 */
final class SendingAgents {
    /** As Dapper's agent: most spans of a message, and messages that may wait. */
    private static final int MOST_SPANS = 2_048;

    private static final int MOST_WAITING = 8 * MOST_SPANS;

    final LongAdder acknowledged = new LongAdder();
    final LongAdder refusedMessages = new LongAdder();
    final LongAdder droppedSpans = new LongAdder();
    private final ConcurrentLinkedQueue<Long> answers = new ConcurrentLinkedQueue<>();
    private final SpanServer server;
    private final List<List<Agent>> services = new ArrayList<>();
    private volatile boolean ended;

    SendingAgents(SpanServer server, int services, int processes, long batchDelayMillis, Random random) {
        this.server = server;
        for (int service = 0; service < services; service++) {
            List<Agent> own = new ArrayList<>();
            for (int process = 0; process < processes; process++) {
                own.add(new Agent(TraceData.service(service), process, batchDelayMillis, random.nextDouble()));
            }
            this.services.add(own);
        }
    }

    void start() {
        services.forEach(own -> own.forEach(agent -> new Thread(agent).start()));
    }

    /** Gives spans of a service to one of its processes. */
    void ended(int service, long trace, List<Span> spans) {
        List<Agent> own = services.get(service);
        own.get((int) (trace % own.size())).add(spans);
    }

    void end() {
        ended = true;
    }

    /** Returns the times to the answers since the last call in milliseconds, in order. */
    long[] takeAnswers() {
        List<Long> taken = new ArrayList<>();
        for (Long nanos = answers.poll(); nanos != null; nanos = answers.poll()) {
            taken.add(nanos);
        }
        return taken.stream().mapToLong(TimeUnit.NANOSECONDS::toMillis).sorted().toArray();
    }

    private final class Agent implements Runnable {
        private final String service;
        private final int process;
        private final long delayMillis;
        private final double phase;
        private List<Span> waiting = new ArrayList<>();

        Agent(String service, int process, long delayMillis, double phase) {
            this.service = service;
            this.process = process;
            this.delayMillis = delayMillis;
            this.phase = phase;
        }

        synchronized void add(List<Span> spans) {
            if (waiting.size() + spans.size() > MOST_WAITING) {
                droppedSpans.add(spans.size());
            } else {
                waiting.addAll(spans);
            }
        }

        private synchronized List<Span> take() {
            List<Span> message = new ArrayList<>(waiting.subList(0, Math.min(MOST_SPANS, waiting.size())));
            waiting = new ArrayList<>(waiting.subList(message.size(), waiting.size()));
            return message;
        }

        @Override
        public void run() {
            try {
                Thread.sleep((long) (phase * delayMillis));
                while (!ended) {
                    long begun = System.nanoTime();
                    List<Span> message = take();
                    if (!message.isEmpty()) {
                        send(message);
                    }
                    long left = delayMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                    if (message.size() < MOST_SPANS && left > 0) {
                        Thread.sleep(left);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void send(List<Span> message) throws InterruptedException {
            while (!ended) {
                long begun = System.nanoTime();
                if (taken(message)) {
                    acknowledged.add(message.size());
                    answers.add(System.nanoTime() - begun);
                    return;
                }
                refusedMessages.increment();
                Thread.sleep(delayMillis);
            }
        }

        private boolean taken(List<Span> message) throws InterruptedException {
            try {
                return server.take(service, "process-" + process, message);
            } catch (IOException e) {
                return false;
            }
        }
    }
}
