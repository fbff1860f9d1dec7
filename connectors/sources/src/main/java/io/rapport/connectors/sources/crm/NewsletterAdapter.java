package io.rapport.connectors.sources.crm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.CustomerRecord;
import io.rapport.connectors.sources.adapter.Draft;
import io.rapport.connectors.sources.adapter.Reception;
import io.rapport.connectors.sources.adapter.RefusalException;
import io.rapport.connectors.sources.adapter.SourceAdapter;
import io.rapport.connectors.sources.fields.Pick;
import io.rapport.connectors.sources.fields.Times;
import java.time.Instant;
import java.util.List;

/** Webhooks of a newsletter system, as customer records: the smallest adapter, to copy from. */
public final class NewsletterAdapter implements SourceAdapter {

  @Override
  public String name() {
    return "newsletter";
  }

  @Override
  public List<Draft> adapt(JsonNode record, Reception reception) throws RefusalException {
    String subscriber = Pick.text(record, "subscriber.id");
    String type = Pick.text(record, "type");
    if (subscriber == null || type == null) {
      throw new RefusalException("missing-field", "A webhook has a type and a subscriber.id.");
    }
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.put("source", name()).put("customerId", name() + ":" + subscriber);
    Pick.put(fields, "eventId", Pick.text(record, "id"));
    Pick.put(fields, "email", Pick.text(record, "subscriber.email"));
    Pick.put(fields, "name", Pick.text(record, "subscriber.name"));
    Instant time = Times.at(record, "occurred_at");
    if (time != null) {
      fields.put("eventTime", time.toEpochMilli());
    }
    switch (type) {
      case "subscribed" -> fields.put("marketingConsent", true);
      case "unsubscribed", "complained" -> fields.put("marketingConsent", false);
      case "deleted" -> fields.put("deleted", true);
      case "changed" -> {} // Name or address alone.
      default -> {
        return List.of(); // Opened, clicked, bounced.
      }
    }
    return List.of(new Draft(CustomerRecord.class, fields));
  }
}
