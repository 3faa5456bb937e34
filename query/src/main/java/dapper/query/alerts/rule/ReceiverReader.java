// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import dapper.server.settings.DurationText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Reads one receiver. */
final class ReceiverReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int MOST_RECIPIENTS = 50;
    private static final long SHORTEST_REPEAT = TimeUnit.SECONDS.toNanos(30);

    private ReceiverReader() {}

    static Receiver read(YamlMap map) throws RuleFileException {
        String name = map.parsed("name", ReceiverReader::name);
        Receiver.Type type = map.parsed("type", Receiver.Type::ofText);
        URI url = type == Receiver.Type.EMAIL ? mailto(map) : url(map);
        // An Alertmanager takes an alert as resolved if it is not sent again.
        long repeat = map.parsed("repeat", type == Receiver.Type.ALERTMANAGER ? "1m" : "4h", ReceiverReader::repeat);
        map.end();
        return new Receiver(name, type, url, repeat);
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("must be letters, digits, dots, dashes and underscores, 64 at most");
        }
        return text;
    }

    private static URI url(YamlMap map) throws RuleFileException {
        try {
            URI url = new URI(map.required("url"));
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (web && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw invalidUrl(map);
        }
        throw invalidUrl(map);
    }

    private static URI mailto(YamlMap map) throws RuleFileException {
        List<String> to = map.texts("to");
        if (to == null
                || to.isEmpty()
                || to.size() > MOST_RECIPIENTS
                || !to.stream().allMatch(MailAddress::isOne)) {
            throw map.problem(
                    "to", "must be a list of 1 to " + MOST_RECIPIENTS + " addresses such as on-call@shop.example");
        }
        return URI.create("mailto:" + String.join(",", to));
    }

    /** Without the text and the cause, which may have a secret. */
    private static RuleFileException invalidUrl(YamlMap map) {
        return map.problem("url", "must be an address such as https://host:9093/path");
    }

    private static long repeat(String text) {
        long nanos = DurationText.nanos(text);
        if (nanos < SHORTEST_REPEAT) {
            throw new IllegalArgumentException("must be 30s or more");
        }
        return nanos;
    }
}
