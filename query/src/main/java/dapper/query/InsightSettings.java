// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import dapper.query.analysis.insight.InsightLimits;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import java.util.List;

/** The settings that limit which insights a trace has. */
final class InsightSettings {
    private static final int MOST_CALLS = 1_000_000;

    private static final Setting LEAST_TIME = new Setting(
            "dapper.query.insights.least-time",
            "10ms",
            "least time of the critical path that an insight about time is worth");
    private static final Setting LEAST_SHARE = new Setting(
            "dapper.query.insights.least-share", "0.05", "least share of the trace's duration likewise, 0 to 1");
    private static final Setting GAP = new Setting(
            "dapper.query.insights.gap",
            "50ms",
            "least length of time that no child span covers, of time after the last child and of time on the network");
    private static final Setting REPEATED_CALLS = new Setting(
            "dapper.query.insights.repeated-calls",
            "10",
            "equal calls of one request that make an insight, 2 to 1000000; also of N+1 queries");
    private static final Setting SEQUENTIAL_CALLS = new Setting(
            "dapper.query.insights.sequential-calls",
            "3",
            "reads one after another, without a query among them, that make an insight, 2 to 1000000");
    private static final Setting FAN_OUT = new Setting(
            "dapper.query.insights.fan-out",
            "50",
            "calls of one span beside each other that make an insight, 2 to 1000000");
    private static final Setting CHATTY_CALLS = new Setting(
            "dapper.query.insights.chatty-calls",
            "50",
            "calls from one service to another, or to a database, in a trace that make an insight, 2 to 1000000");
    private static final Setting FIRST_CALL_FACTOR = new Setting(
            "dapper.query.insights.first-call-factor",
            "5",
            "how many times the median of the others a slow first call takes, 2 to 1000");

    static final List<Setting> SETTINGS = List.of(
            LEAST_TIME, LEAST_SHARE, GAP, REPEATED_CALLS, SEQUENTIAL_CALLS, FAN_OUT, CHATTY_CALLS, FIRST_CALL_FACTOR);

    private InsightSettings() {}

    static InsightLimits read(Settings settings) {
        return new InsightLimits(
                settings.duration(LEAST_TIME).toNanos(),
                settings.ratio(LEAST_SHARE),
                settings.duration(GAP).toNanos(),
                (int) settings.number(REPEATED_CALLS, 2, MOST_CALLS),
                (int) settings.number(SEQUENTIAL_CALLS, 2, MOST_CALLS),
                (int) settings.number(FAN_OUT, 2, MOST_CALLS),
                (int) settings.number(CHATTY_CALLS, 2, MOST_CALLS),
                (int) settings.number(FIRST_CALL_FACTOR, 2, 1000));
    }
}
