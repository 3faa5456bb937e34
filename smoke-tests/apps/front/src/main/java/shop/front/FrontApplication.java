// SPDX-License-Identifier: Apache-2.0
package shop.front;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.EnableAsync;

/** The shop's REST interface: {@code java -jar front.jar --port=8080 --inventory=http://... --worker=http://...}. */
@SpringBootApplication
@EnableAsync
@EnableConfigurationProperties(Upstreams.class)
public class FrontApplication {
    public static void main(String[] args) {
        SpringApplication.run(FrontApplication.class, args);
    }
}
