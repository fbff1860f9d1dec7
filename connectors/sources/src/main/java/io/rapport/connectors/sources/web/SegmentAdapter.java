package io.rapport.connectors.sources.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.IdentityLink;
import io.rapport.connectors.sources.adapter.Draft;
import io.rapport.connectors.sources.adapter.Payload;
import io.rapport.connectors.sources.adapter.Reception;
import io.rapport.connectors.sources.adapter.RefusalException;
import io.rapport.connectors.sources.adapter.SourceAdapter;
import io.rapport.connectors.sources.fields.Pick;
import io.rapport.connectors.sources.fields.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Calls of Segment's HTTP tracking API: a call, or a {@code batch} of them. {@code anonymousId} is
 * the visitor, {@code userId} the customer, {@code messageId} the event. The e-commerce events of
 * {@code track} become clicks and purchases, {@code identify} a customer record and a link, {@code
 * alias} a link. Other calls and events are sound and tell nothing of use here.
 *
 * <p>The type of a call is its {@code type}, or the header {@link #TYPE}, which a route sets from
 * its address.
 */
public final class SegmentAdapter implements SourceAdapter {

  /** The header that holds the type of a call that does not name its own. */
  public static final String TYPE = "segment-type";

  private static final Set<String> SILENT = Set.of("page", "screen", "group");
  private static final String[] OF_THE_BATCH = {"sentAt", "context"};

  @Override
  public String name() {
    return "segment";
  }

  @Override
  public List<JsonNode> split(Payload payload) throws RefusalException {
    JsonNode body = payload.json();
    if (!body.path("batch").isArray()) {
      return SourceAdapter.super.split(payload);
    }
    List<JsonNode> calls = new ArrayList<>();
    for (JsonNode call : body.get("batch")) {
      if (call instanceof ObjectNode object) {
        for (String shared : OF_THE_BATCH) {
          if (!object.has(shared) && body.has(shared)) {
            object.set(shared, body.get(shared));
          }
        }
      }
      calls.add(call);
    }
    return calls;
  }

  @Override
  public List<Draft> adapt(JsonNode call, Reception reception) throws RefusalException {
    String type = Pick.text(call, "type");
    if (type == null) {
      type = reception.header(TYPE).orElse("");
    }
    type = type.toLowerCase(Locale.ROOT);
    if (SILENT.contains(type)) {
      return List.of();
    }
    if (Pick.text(call, "userId", "anonymousId", "previousId") == null) {
      throw new RefusalException(
          "missing-identity", "A call names a userId, an anonymousId, or both.");
    }
    Instant time = time(call, reception.receivedAt());
    return switch (type) {
      case "track" -> SegmentTrack.adapt(call, common(call, time));
      case "identify" -> SegmentTraits.adapt(call, common(call, time));
      case "alias" -> alias(call, common(call, time));
      default ->
          throw new RefusalException(
              "unknown-type",
              "The type of a call is track, identify, alias, page, screen or group.");
    };
  }

  /**
   * The time of a call. The device's clock may be wrong: the call is as old at its receipt as the
   * device says it was when it was sent. A call that holds both its original and its final time, as
   * in an archive, has been corrected already.
   */
  private static Instant time(JsonNode call, Instant receivedAt) throws RefusalException {
    Instant given = Times.at(call, "timestamp");
    Instant original = Times.at(call, "originalTimestamp");
    Instant sent = Times.at(call, "sentAt");
    if (given != null && original != null) {
      return given;
    }
    Instant device = original == null ? given : original;
    if (device == null || sent == null) {
      return device == null ? receivedAt : device;
    }
    Duration age = Duration.between(device, sent);
    return age.isNegative() ? receivedAt : receivedAt.minus(age);
  }

  private static ObjectNode common(JsonNode call, Instant time) {
    ObjectNode common = JsonNodeFactory.instance.objectNode();
    Pick.put(common, "eventId", Pick.text(call, "messageId"));
    Pick.put(common, "visitorId", Pick.text(call, "anonymousId"));
    Pick.put(common, "customerId", Pick.text(call, "userId"));
    return common.put("eventTime", time.toEpochMilli());
  }

  private static List<Draft> alias(JsonNode call, ObjectNode link) throws RefusalException {
    String before = Pick.text(call, "previousId", "anonymousId");
    if (before == null || !link.has("customerId")) {
      throw new RefusalException(
          "missing-identity", "An alias call names a previousId and a userId.");
    }
    return List.of(
        new Draft(IdentityLink.class, link.put("visitorId", before).put("origin", "login")));
  }
}
