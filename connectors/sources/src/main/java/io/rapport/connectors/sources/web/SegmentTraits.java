package io.rapport.connectors.sources.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.IdentityLink;
import io.rapport.connectors.sources.adapter.Draft;
import io.rapport.connectors.sources.fields.Pick;
import io.rapport.connectors.sources.fields.RecordFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The traits of an {@code identify} call. With a {@code userId} they are the customer's record;
 * with an {@code anonymousId} beside an account or an address they link the two.
 */
final class SegmentTraits {

  private static final Set<String> KNOWN =
      Set.of("email", "phone", "name", "firstName", "lastName", "address", "gender", "birthday");

  private SegmentTraits() {}

  static List<Draft> adapt(JsonNode call, ObjectNode common) {
    JsonNode traits = call.path("traits").isObject() ? call.get("traits") : contextTraits(call);
    List<Draft> drafts = new ArrayList<>();
    String email = Pick.text(traits, "email");
    String phone = Pick.text(traits, "phone");
    boolean account = common.has("customerId");
    if (common.has("visitorId") && (account || email != null || phone != null)) {
      ObjectNode link = common.deepCopy().put("origin", "login");
      Pick.put(link, "email", email);
      Pick.put(link, "phone", phone);
      drafts.add(new Draft(IdentityLink.class, link));
    }
    if (account && !traits.isEmpty()) {
      ObjectNode record = common.deepCopy().put("source", "segment");
      record.remove("visitorId");
      Pick.put(record, "email", email);
      Pick.put(record, "phone", phone);
      RecordFields.name(
          record,
          Pick.text(traits, "name"),
          Pick.text(traits, "firstName", "first_name"),
          Pick.text(traits, "lastName", "last_name"));
      RecordFields.address(record, traits.path("address"));
      RecordFields.birth(record, Pick.text(traits, "birthday"));
      RecordFields.gender(record, Pick.text(traits, "gender"));
      RecordFields.attributes(record, traits, KNOWN);
      drafts.add(new Draft(CustomerRecord.class, record));
    }
    return drafts;
  }

  private static JsonNode contextTraits(JsonNode call) {
    return call.path("context").path("traits");
  }
}
