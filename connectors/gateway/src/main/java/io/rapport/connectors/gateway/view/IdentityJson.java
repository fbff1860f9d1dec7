package io.rapport.connectors.gateway.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.CustomerIdentity;
import io.rapport.avro.IdentityReview;
import io.rapport.connectors.gateway.http.Json;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The JSON of persons and of pairs that wait for a decision. */
public final class IdentityJson {

  private IdentityJson() {}

  /** A person: customer ids, links, conflicts, and the golden record. */
  public static ObjectNode person(CustomerIdentity person) {
    ObjectNode body =
        Json.object()
            .put("site", person.getSite())
            .put("customerId", person.getCustomerId())
            .put("eventTime", Json.time(person.getEventTime()));
    ArrayNode members = body.putArray("members");
    person
        .getMembers()
        .forEach(
            member ->
                members
                    .addObject()
                    .put("customerId", member.getCustomerId())
                    .put("source", member.getSource())
                    .put("firstSeen", Json.time(member.getFirstSeen())));
    ArrayNode links = body.putArray("links");
    person
        .getLinks()
        .forEach(
            link ->
                links
                    .addObject()
                    .put("first", link.getFirst())
                    .put("second", link.getSecond())
                    .put("provenance", link.getProvenance().name().toLowerCase(Locale.ROOT))
                    .put("confidence", link.getConfidence())
                    .put("explanation", link.getExplanation())
                    .put("since", Json.time(link.getSince())));
    ArrayNode conflicts = body.putArray("conflicts");
    person
        .getConflicts()
        .forEach(
            conflict ->
                conflicts
                    .addObject()
                    .put("first", conflict.getFirst())
                    .put("second", conflict.getSecond())
                    .put("decidedBy", conflict.getDecidedBy())
                    .put("comment", conflict.getComment())
                    .put("since", Json.time(conflict.getSince())));
    ArrayNode fields = body.putArray("fields");
    person
        .getFields()
        .forEach(
            field ->
                fields
                    .addObject()
                    .put("role", field.getRole())
                    .put("value", field.getValue())
                    .put("source", field.getSource())
                    .put("recordId", field.getRecordId())
                    .put("time", Json.time(field.getTime()))
                    .put("rule", field.getRule())
                    .put("agreeing", field.getAgreeing()));
    return body;
  }

  /** A pair of customer ids that may be one person. */
  public static ObjectNode review(IdentityReview review) {
    ObjectNode body =
        Json.object()
            .put("site", review.getSite())
            .put("eventTime", Json.time(review.getEventTime()))
            .put("confidence", review.getConfidence())
            .put("explanation", review.getExplanation());
    body.set(
        "first",
        side(
            review.getFirst(),
            review.getFirstSource(),
            review.getFirstCustomer(),
            review.getFirstFields()));
    body.set(
        "second",
        side(
            review.getSecond(),
            review.getSecondSource(),
            review.getSecondCustomer(),
            review.getSecondFields()));
    return body;
  }

  private static ObjectNode side(
      String id, String source, String person, Map<String, String> values) {
    ObjectNode side =
        Json.object().put("customerId", id).put("source", source).put("personId", person);
    ObjectNode fields = side.putObject("fields");
    new TreeMap<>(values).forEach(fields::put);
    return side;
  }
}
