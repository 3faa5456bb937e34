// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import dapper.query.alerts.AlertConfig;
import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The settings of alerts. */
final class AlertSettings {
    private static final Setting RULES = new Setting(
            "dapper.query.alerts.rules",
            "",
            "YAML file with the rules and receivers of alerts; empty for none, so that only rules of the API are evaluated and nobody is notified; read again when it changes");
    private static final Setting INTERVAL =
            new Setting("dapper.query.alerts.interval", "30s", "pause between two evaluations of the rules, 1s to 45s");
    private static final Setting DELAY = new Setting(
            "dapper.query.alerts.delay",
            "45s",
            "how long after its end a minute is evaluated, 0s to 600s: calls that are reported later do not count");
    private static final Setting VIEWER = new Setting(
            "dapper.query.alerts.viewer",
            "",
            "address at which the readers of notifications open the viewer, such as https://dapper.example; empty for the address of the query service");

    static final List<Setting> SETTINGS = Stream.concat(
                    Stream.of(RULES, INTERVAL, DELAY, VIEWER), SmtpSettings.SETTINGS.stream())
            .toList();

    private AlertSettings() {}

    static AlertConfig read(Settings settings) {
        return new AlertConfig(
                settings.pathOrNull(RULES),
                // Less than the minute that a lease lasts.
                between(settings, INTERVAL, Duration.ofSeconds(1), Duration.ofSeconds(45)),
                between(settings, DELAY, Duration.ZERO, Duration.ofSeconds(600)),
                viewer(settings),
                SmtpSettings.read(settings));
    }

    private static Duration between(Settings settings, Setting setting, Duration least, Duration most) {
        Duration duration = settings.duration(setting);
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw new InvalidSettingException(setting.key() + " must be " + least.toSeconds() + "s to "
                    + most.toSeconds() + "s, not \"" + settings.text(setting) + "\" (" + setting.help() + ")");
        }
        return duration;
    }

    private static String viewer(Settings settings) {
        String text = settings.text(VIEWER);
        if (text.isEmpty()) {
            return text;
        }
        try {
            URI address = new URI(text);
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (web && address.getHost() != null && address.getQuery() == null && address.getFragment() == null) {
                return text.replaceAll("/+$", "");
            }
        } catch (URISyntaxException e) {
            throw invalid(text);
        }
        throw invalid(text);
    }

    private static InvalidSettingException invalid(String text) {
        return new InvalidSettingException(
                VIEWER.key() + " must be an address such as https://dapper.example, not \"" + text + "\"");
    }
}
