// SPDX-License-Identifier: Apache-2.0
package shop.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** Uses the HTTP client of every Java version. */
final class UrlConnectionClient implements NumberClient {
    @Override
    public String get(String url) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new URL(url).openConnection().getInputStream(), StandardCharsets.UTF_8))) {
            return in.readLine();
        }
    }
}
