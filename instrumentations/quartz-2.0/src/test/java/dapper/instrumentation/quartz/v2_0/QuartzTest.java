// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.quartz.v2_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.matchers.EverythingMatcher;
import org.quartz.listeners.JobListenerSupport;

@ExtendWith(AgentExtension.class)
class QuartzTest {
    private static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();
    private static final String PACKAGE = "dapper.instrumentation.quartz.v2_0.";

    private Scheduler scheduler;

    @BeforeEach
    void start() throws SchedulerException {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "test");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", "1");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        scheduler = new StdSchedulerFactory(properties).getScheduler();
        scheduler.start();
    }

    @AfterEach
    void stop() throws SchedulerException {
        scheduler.shutdown(true);
        SEEN.clear();
    }

    private void run(Class<? extends Job> type, String name) throws SchedulerException {
        scheduler.scheduleJob(
                JobBuilder.newJob(type).withIdentity(name, "nightly").build(),
                TriggerBuilder.newTrigger().startNow().build());
    }

    @Test
    void aRunIsATraceOfItsOwn() throws Exception {
        Traces.inSpan("request", () -> run(WorkingJob.class, "report"));

        List<RecordedSpan> spans = AgentExtension.spans().take(3);
        assertThat(spans.get(1))
                .hasName("nightly.report")
                .hasKind(SpanKind.INTERNAL)
                .isRoot()
                .hasNoError()
                .hasNoEvents()
                .hasExactlyAttributes("code.function.name", PACKAGE + "QuartzTest$WorkingJob.execute");
        assertThat(spans.get(2)).hasName("work").isChildOf(spans.get(1));
    }

    @Test
    void aRunThatFailsHasItsException() throws Exception {
        run(FailingJob.class, "failing");

        assertThat(AgentExtension.spans().takeOne())
                .hasName("nightly.failing")
                .hasException(JobExecutionException.class, "broken");
    }

    @Test
    void aJobThatCallsItsSuperclassIsOneRun() throws Exception {
        run(DerivedJob.class, "derived");

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(0))
                .hasName("nightly.derived")
                .hasExactlyAttributes("code.function.name", PACKAGE + "QuartzTest$DerivedJob.execute");
        assertThat(spans.get(1)).hasName("work").isChildOf(spans.get(0));
    }

    @Test
    void nothingIsLeftOnTheThread() throws Exception {
        scheduler.getListenerManager().addJobListener(new SeeingListener(), List.of(EverythingMatcher.allJobs()));

        run(FailingJob.class, "failing");
        assertThat(SEEN.poll(60, TimeUnit.SECONDS)).isEqualTo("before null");
        assertThat(SEEN.poll(60, TimeUnit.SECONDS)).isEqualTo("after null");
        run(WorkingJob.class, "report");

        assertThat(SEEN.poll(60, TimeUnit.SECONDS)).isEqualTo("before null");
        assertThat(SEEN.poll(60, TimeUnit.SECONDS)).isEqualTo("after null");
        AgentExtension.spans().take(3);
    }

    @Test
    void anUnsampledRunRecordsNothing() throws Exception {
        AgentExtension.sampling(false);
        scheduler.getListenerManager().addJobListener(new SeeingListener(), List.of(EverythingMatcher.allJobs()));

        run(WorkingJob.class, "report");

        assertThat(SEEN.poll(60, TimeUnit.SECONDS)).isEqualTo("before null");
        assertThat(SEEN.poll(60, TimeUnit.SECONDS)).isEqualTo("after null");
    }

    /** Makes a span. */
    public static class WorkingJob implements Job {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            try {
                if (Current.get() != null && !Current.isUnsampled()) {
                    Traces.inSpan("work", () -> {});
                }
            } catch (Exception e) {
                throw new JobExecutionException(e);
            }
        }
    }

    /** Is woven too. */
    public static final class DerivedJob extends WorkingJob {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            super.execute(context);
        }
    }

    /** Throws. */
    public static final class FailingJob implements Job {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            throw new JobExecutionException("broken");
        }
    }

    /** Sees the context of the thread around a run. */
    private static final class SeeingListener extends JobListenerSupport {
        @Override
        public String getName() {
            return "seeing";
        }

        @Override
        public void jobToBeExecuted(JobExecutionContext context) {
            SEEN.add("before " + Current.get());
        }

        @Override
        public void jobWasExecuted(JobExecutionContext context, JobExecutionException thrown) {
            SEEN.add("after " + Current.get());
        }
    }
}
