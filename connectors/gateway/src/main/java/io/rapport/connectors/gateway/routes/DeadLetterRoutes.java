package io.rapport.connectors.gateway.routes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.DeadLetter;
import io.rapport.connectors.gateway.access.Access;
import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Request;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.memory.GatewayMemory;
import io.rapport.connectors.gateway.memory.ListedDeadLetter;
import io.rapport.connectors.gateway.memory.RecentMap;
import io.rapport.connectors.gateway.view.DeadLetterJson;
import io.rapport.connectors.kafka.DeadLetterReader;
import io.rapport.connectors.kafka.DeadLetterReplay;
import io.rapport.connectors.kafka.KafkaSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;

/** The routes of dead letters: listing and replay. */
final class DeadLetterRoutes {

  private static final int USUAL = 50;
  private static final int MOST = 200;

  private final GatewayMemory memory;
  private final KafkaSettings kafka;

  DeadLetterRoutes(GatewayMemory memory, KafkaSettings kafka) {
    this.memory = memory;
    this.kafka = kafka;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
                "/dead-letters",
                "listDeadLetters",
                "Records that could not be used, newest first.",
                Access.READ_ALL)
            .query("topic", "string", "Only those from this topic.")
            .query("reason", "string", "Only those with this reason.")
            .query("limit", "integer", "Dead letters in the answer, at most " + MOST + ".")
            .query("after", "integer", "The field next of the page before.")
            .answers(200, "DeadLetterList")
            .fromMemory()
            .apart()
            .by(this::list),
        Route.post(
                "/dead-letters/{partition}/{offset}/replay",
                "replayDeadLetter",
                "Send a dead letter to the topic it came from, byte for byte.",
                Access.ADMINISTER)
            .audited()
            .answers(202, "Replayed")
            .answers(404, "Problem")
            .answers(409, "Problem")
            .apart()
            .by(this::replay));
  }

  private Answer list(Request request) throws ProblemException {
    request.requireAllSites("Dead letters");
    Optional<String> topic = request.query("topic");
    Optional<String> reason = request.query("reason");
    int limit = request.limit(USUAL, MOST);
    List<RecentMap.Entry<String, ListedDeadLetter>> found =
        memory
            .deadLetters()
            .newest(
                request.number("after", Long.MAX_VALUE),
                limit,
                letter ->
                    (topic.isEmpty() || topic.get().equals(letter.topic()))
                        && (reason.isEmpty() || reason.get().equals(letter.reason())));
    ObjectNode page = Json.object();
    page.set(
        "items",
        found.stream().map(entry -> DeadLetterJson.letter(entry.value())).collect(Json.toArray()));
    page.put("next", found.size() < limit ? null : Long.toString(found.get(limit - 1).place()));
    ObjectNode reasons = page.putObject("reasons");
    reasons().forEach(reasons::put);
    return Answer.json(page);
  }

  private Map<String, Integer> reasons() {
    Map<String, Integer> reasons = new TreeMap<>();
    memory
        .deadLetters()
        .newest(Long.MAX_VALUE, Integer.MAX_VALUE, letter -> true)
        .forEach(entry -> reasons.merge(entry.value().reason(), 1, Integer::sum));
    return reasons;
  }

  private Answer replay(Request request) throws ProblemException {
    request.requireAllSites("Dead letters");
    long partition = request.pathNumber("partition");
    long offset = request.pathNumber("offset");
    request.about(null, partition + "/" + offset);
    if (partition > Integer.MAX_VALUE) {
      throw new ProblemException(Problem.notFound("There is no such partition."));
    }
    try {
      Optional<DeadLetter> letter = new DeadLetterReader(kafka).at((int) partition, offset);
      if (letter.isEmpty()) {
        throw new ProblemException(
            Problem.notFound("There is no dead letter at this partition and offset."));
      }
      if (!DeadLetterReplay.isReplayable(letter.get())) {
        throw new ProblemException(
            Problem.of(
                409,
                "Not replayable",
                "It came from a file, or was too large to be kept with its payload."));
      }
      new DeadLetterReplay(kafka).replay(letter.get());
      return Answer.json(
          202,
          Json.object()
              .put("origin", letter.get().getOrigin())
              .put("topic", letter.get().getTopic()));
    } catch (KafkaException e) {
      throw new ProblemException(Problem.unavailable("The broker does not answer."));
    }
  }
}
