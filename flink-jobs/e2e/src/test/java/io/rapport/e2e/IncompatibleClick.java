package io.rapport.e2e;

import io.rapport.avro.Click;
import io.rapport.connectors.kafka.KafkaSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** A producer with an incompatible idea of a click, which it registers. */
final class IncompatibleClick {

  private static final String SCHEMA =
      """
      {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"Click\\",\\"namespace\\":\\"io.rapport.avro\\",\
      \\"fields\\":[{\\"name\\":\\"eventId\\",\\"type\\":\\"long\\"}]}"}""";

  private IncompatibleClick() {}

  /**
   * @throws IllegalStateException with the subject and the registry's answer, when it is refused
   */
  static void register(KafkaSettings settings) throws InterruptedException {
    String subject = settings.topic(Click.class).subject();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(settings.registryUrl() + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(BodyPublishers.ofString(SCHEMA))
            .build();
    try {
      var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 409) {
        throw new IllegalStateException(subject + " refused: " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
