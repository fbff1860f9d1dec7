package io.rapport.connectors.gateway.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.memory.ListedDeadLetter;

/** The JSON of dead letters, without their payload. */
public final class DeadLetterJson {

  private DeadLetterJson() {}

  /** A dead letter as it is listed and streamed. */
  public static ObjectNode letter(ListedDeadLetter letter) {
    return Json.object()
        .put("partition", letter.partition())
        .put("offset", letter.offset())
        .put("time", Json.time(letter.time()))
        .put("origin", letter.origin())
        .put("topic", letter.topic())
        .put("stage", letter.stage())
        .put("reason", letter.reason())
        .put("detail", letter.detail())
        .put("payloadBytes", letter.payloadBytes() < 0 ? null : letter.payloadBytes())
        .put("replayable", letter.replayable());
  }
}
