// SPDX-License-Identifier: Apache-2.0
package app.dispatch;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.catalina.startup.Tomcat;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Takes parcels by HTTP and passes them on to Kafka: {@code java ... app.dispatch.Desk <address of the broker>}. */
public final class Desk extends HttpServlet {
    static final String TOPIC = "parcels";

    private static final long serialVersionUID = 1;

    private final transient Producer<String, String> producer;

    private Desk(Producer<String, String> producer) {
        this.producer = producer;
    }

    public static void main(String[] args) throws Exception {
        // Waits for the broker.
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", args[0]))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("desk").toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Tomcat.addServlet(
                        tomcat.addContext("", null),
                        "desk",
                        new Desk(new KafkaProducer<>(
                                Map.of("bootstrap.servers", args[0]), new StringSerializer(), new StringSerializer())))
                .addMapping("/parcels/*");
        tomcat.start();
        System.out.println("ready on port " + tomcat.getConnector().getLocalPort());
        tomcat.getServer().await();
    }

    /** {@code POST /parcels/7}: answers when the broker has the parcel. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        String parcel = request.getPathInfo().substring(1);
        try {
            producer.send(new ProducerRecord<>(TOPIC, parcel)).get();
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
        } catch (ExecutionException e) {
            throw new ServletException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
