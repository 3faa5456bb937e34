// SPDX-License-Identifier: Apache-2.0
package shop.front;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Base addresses of the services behind this one. */
@ConfigurationProperties("shop")
public record Upstreams(URI inventory, URI worker) {}
