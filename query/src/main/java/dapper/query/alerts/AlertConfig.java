// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts;

import dapper.query.alerts.deliver.SmtpConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of alerts.
 *
 * @param rules the file with rules and receivers; null for none
 * @param interval pause between two evaluations
 * @param delay how late the reports of a minute may arrive: a minute is evaluated so long after its end
 * @param viewer address of the viewer for the links in notifications; empty for that of the query service itself
 * @param smtp the mail server for receivers of the type email; null for none
 */
public record AlertConfig(
        @Nullable Path rules,
        Duration interval,
        Duration delay,
        String viewer,
        @Nullable SmtpConfig smtp) {}
