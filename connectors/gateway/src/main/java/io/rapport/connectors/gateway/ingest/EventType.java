package io.rapport.connectors.gateway.ingest;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.KnowledgeArticle;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.Purchase;
import io.rapport.avro.SupportEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** A type of event that clients can send, and its name in addresses. */
public enum EventType {
  CLICKS("clicks", Click.class),
  PURCHASES("purchases", Purchase.class),
  SUPPORT_EVENTS("support-events", SupportEvent.class),
  CATALOGUE("catalogue", CatalogueItem.class),
  CUSTOMER_RECORDS("customer-records", CustomerRecord.class),
  IDENTITY_LINKS("identity-links", IdentityLink.class),
  ARTICLES("articles", KnowledgeArticle.class),
  PRIVACY_REQUESTS("privacy-requests", PrivacyRequest.class);

  private final String path;
  private final Class<? extends SpecificRecord> contract;

  EventType(String path, Class<? extends SpecificRecord> contract) {
    this.path = path;
    this.contract = contract;
  }

  public String path() {
    return path;
  }

  public Class<? extends SpecificRecord> contract() {
    return contract;
  }

  /** The fields of which at least one must be present; empty when there is no such rule. */
  List<String> oneOf() {
    return switch (this) {
      case CLICKS -> List.of("visitorId", "customerId");
      case PURCHASES -> List.of("customerId", "visitorId", "email", "phone");
      case IDENTITY_LINKS -> List.of("visitorId", "customerId", "email", "phone");
      case PRIVACY_REQUESTS -> List.of("customerId", "visitorId");
      default -> List.of();
    };
  }

  public static Optional<EventType> of(String path) {
    return Arrays.stream(values()).filter(type -> type.path.equals(path)).findFirst();
  }

  public static String names() {
    return Arrays.stream(values()).map(EventType::path).collect(Collectors.joining(", "));
  }
}
