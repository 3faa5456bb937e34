// SPDX-License-Identifier: Apache-2.0
package shop.archive;

import java.io.IOException;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** Uses Apache HttpClient 4. */
final class ApacheClient implements NumberClient {
    private final CloseableHttpClient http = HttpClients.createDefault();

    @Override
    public String get(String url) throws IOException {
        try (CloseableHttpResponse response = http.execute(new HttpGet(url))) {
            return EntityUtils.toString(response.getEntity());
        }
    }
}
