// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @CsvSource({
        "https://user:secret@shop.example/a?b=c, https://REDACTED:REDACTED@shop.example/a?b=c",
        "https://token@shop.example, https://REDACTED:REDACTED@shop.example",
        "https://a:b@c@shop.example/, https://REDACTED:REDACTED@shop.example/",
        "http://shop/a?sig=1&color=blue, http://shop/a?sig=REDACTED&color=blue",
        "http://shop/a?color=blue&sig=1#sig=2, http://shop/a?color=blue&sig=REDACTED#sig=2",
        "http://u:p@shop?Signature=x, http://REDACTED:REDACTED@shop?Signature=REDACTED",
        "http://shop/cart;jsessionid=0A1B?x=1, http://shop/cart;jsessionid=REDACTED?x=1",
    })
    void hidesWhatGrantsAccess(String url, String clean) {
        assertThat(Redaction.url(url)).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop/a?b=c#d",
                "http://shop",
                "http://shop/mail/me@home?to=you@home",
                "http://shop?to=you@home",
                "http://shop#me@home",
                "http://shop/a#b?sig=1",
                "http://shop/?SIG=1&xsig=2&sig&sigma=3",
                ""
            })
    void returnsAnythingElseAsItIs(String url) {
        assertThat(Redaction.url(url)).isSameAs(url);
    }

    @Test
    void knowsEverySensitiveParameter() {
        assertThat(Redaction.query("X-Amz-Signature=1&X-Amz-Credential=2&X-Amz-Security-Token=3&AWSAccessKeyId=4"
                        + "&Signature=5&sig=6&X-Goog-Signature=7&plain=8"))
                .isEqualTo("X-Amz-Signature=REDACTED&X-Amz-Credential=REDACTED&X-Amz-Security-Token=REDACTED"
                        + "&AWSAccessKeyId=REDACTED&Signature=REDACTED&sig=REDACTED&X-Goog-Signature=REDACTED&plain=8");
    }

    @Test
    void hidesSessionIdsInPaths() {
        assertThat(Redaction.path("/cart;jsessionid=0A1B/items;v=2")).isEqualTo("/cart;jsessionid=REDACTED/items;v=2");
        assertThat(Redaction.path("/cart;jsessionid=0A1B")).isEqualTo("/cart;jsessionid=REDACTED");
    }
}
