// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import com.typesafe.config.ConfigFactory;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/** The actor system of a test: without the messages on standard output, and with daemon threads. */
final class Pekko {
    private Pekko() {}

    static ActorSystem start(String... settings) {
        String all =
                String.join("\n", "pekko.loglevel = OFF", "pekko.stdout-loglevel = OFF", "pekko.daemonic = on", "");
        String own = String.join("\n", settings);
        return ActorSystem.create("test", ConfigFactory.parseString(all + own).withFallback(ConfigFactory.load()));
    }

    static void stop(ActorSystem system) throws Exception {
        system.terminate();
        Await.result(system.whenTerminated(), Duration.create(60, TimeUnit.SECONDS));
    }
}
