// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v4_3;

import dapper.javaagent.testing.HttpClientContract;
import dapper.javaagent.testing.WatchedObjects;
import java.net.URI;
import java.util.Map;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.util.EntityUtils;

/** The client of earlier versions, which still exists. */
@SuppressWarnings("deprecation")
class DefaultHttpClientTest extends HttpClientContract {
    @Override
    protected Answer send(String method, URI uri, Map<String, String> headers, String body) throws Exception {
        RequestBuilder request = RequestBuilder.create(method).setUri(uri);
        headers.forEach(request::addHeader);
        if (!body.isEmpty()) {
            request.setEntity(new StringEntity(body));
        }
        try (DefaultHttpClient client = new DefaultHttpClient()) {
            client.getParams().setParameter("http.socket.timeout", patienceMillis(uri));
            try (CloseableHttpResponse response = client.execute(request.build())) {
                return new Answer(response.getStatusLine().getStatusCode(), EntityUtils.toString(response.getEntity()));
            }
        }
    }

    @Override
    protected boolean sendWatched(URI uri, String body, WatchedObjects watched) throws Exception {
        HttpPost post = new HttpPost(uri);
        post.setEntity(watched.watch(HttpEntity.class, new StringEntity(body)));
        HttpUriRequest request = watched.watch(HttpUriRequest.class, post, HttpEntityEnclosingRequest.class);
        try (DefaultHttpClient client = new DefaultHttpClient()) {
            EntityUtils.consume(client.execute(request).getEntity());
        }
        return true;
    }
}
