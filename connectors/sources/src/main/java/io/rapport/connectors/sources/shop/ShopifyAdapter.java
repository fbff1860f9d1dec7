package io.rapport.connectors.sources.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.PrivacyRequest;
import io.rapport.connectors.sources.adapter.Draft;
import io.rapport.connectors.sources.adapter.Reception;
import io.rapport.connectors.sources.adapter.RefusalException;
import io.rapport.connectors.sources.adapter.SourceAdapter;
import io.rapport.connectors.sources.fields.Pick;
import io.rapport.connectors.sources.fields.RecordFields;
import io.rapport.connectors.sources.fields.Times;
import java.time.Instant;
import java.util.List;

/**
 * Webhooks in the form of Shopify's. The header {@link #TOPIC} tells the kind; without it, as in a
 * file, the record's own fields do. {@link #WEBHOOK_ID}, which stays the same when a webhook is
 * sent again, becomes the event's identifier.
 *
 * <p>Orders: {@link ShopifyOrder}. Customers become customer records, and one whose data are to be
 * redacted a privacy request. Other topics are sound and tell nothing of use here.
 */
public final class ShopifyAdapter implements SourceAdapter {

  /** The header of a webhook's topic. */
  public static final String TOPIC = "x-shopify-topic";

  /** The header of a webhook's id. */
  public static final String WEBHOOK_ID = "x-shopify-webhook-id";

  private final ShopifySettings settings;

  public ShopifyAdapter(ShopifySettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "shopify";
  }

  @Override
  public List<Draft> adapt(JsonNode record, Reception reception) throws RefusalException {
    String topic = reception.header(TOPIC).orElseGet(() -> topic(record));
    String id = reception.header(WEBHOOK_ID).map(text -> "shopify-" + text).orElse(null);
    if (topic.startsWith("orders/")) {
      return topic.equals("orders/delete")
          ? List.of()
          : new ShopifyOrder(record, settings).drafts(id);
    }
    return switch (topic) {
      case "refunds/create" -> ShopifyOrder.refundAlone(record, settings);
      case "customers/create", "customers/update", "customers/enable", "customers/disable" ->
          List.of(customer(record, id));
      case "customers/delete" -> List.of(deleted(record, id));
      case "customers/redact" -> List.of(redact(record, id));
      case "" ->
          throw new RefusalException(
              "unknown-topic",
              "The header X-Shopify-Topic is missing, and the record is no order, refund or"
                  + " customer.");
      default -> List.of();
    };
  }

  /** The topic that a record without one would have; empty for none. */
  private static String topic(JsonNode record) {
    if (record.has("line_items")) {
      return "orders/updated";
    }
    if (record.has("refund_line_items")) {
      return "refunds/create";
    }
    return record.has("email") || record.has("default_address") ? "customers/update" : "";
  }

  private static ObjectNode record(JsonNode record, String id) {
    ObjectNode customer = JsonNodeFactory.instance.objectNode().put("source", "shopify");
    Pick.put(customer, "eventId", id);
    Pick.put(customer, "customerId", Pick.text(record, "id"));
    return customer;
  }

  private static Draft deleted(JsonNode record, String id) {
    return new Draft(CustomerRecord.class, record(record, id).put("deleted", true));
  }

  private static Draft customer(JsonNode record, String id) throws RefusalException {
    ObjectNode customer = record(record, id);
    Instant time = Times.at(record, "updated_at", "created_at");
    if (time != null) {
      customer.put("eventTime", time.toEpochMilli());
    }
    Pick.put(customer, "email", Pick.text(record, "email"));
    Pick.put(customer, "phone", Pick.text(record, "phone", "default_address.phone"));
    RecordFields.name(
        customer,
        null,
        Pick.text(record, "first_name", "default_address.first_name"),
        Pick.text(record, "last_name", "default_address.last_name"));
    RecordFields.address(customer, record.path("default_address"));
    consent(record, customer);
    return new Draft(CustomerRecord.class, customer);
  }

  /** Puts the consent with its own time: the record changes for other reasons as well. */
  private static void consent(JsonNode record, ObjectNode customer) throws RefusalException {
    String state = Pick.text(record, "email_marketing_consent.state");
    if (state == null) {
      if (record.path("accepts_marketing").isBoolean()) {
        customer.put("marketingConsent", record.get("accepts_marketing").booleanValue());
      }
    } else if (state.equals("subscribed")) {
      customer.put("marketingConsent", true);
    } else if (state.equals("unsubscribed") || state.equals("redacted")) {
      customer.put("marketingConsent", false);
    }
    // Other states: never asked, or not confirmed yet.
    Instant given =
        Times.at(
            record,
            state == null
                ? "accepts_marketing_updated_at"
                : "email_marketing_consent.consent_updated_at");
    if (given != null && customer.has("marketingConsent")) {
      customer.put("consentTime", given.toEpochMilli());
    }
  }

  private static Draft redact(JsonNode record, String id) {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("kind", "ERASURE");
    String customer = Pick.text(record, "customer.id");
    Pick.put(request, "eventId", id);
    Pick.put(request, "customerId", customer);
    Pick.put(request, "requestId", id == null && customer != null ? "shopify-" + customer : id);
    return new Draft(PrivacyRequest.class, request);
  }
}
