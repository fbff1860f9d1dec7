package io.rapport.connectors.gateway.ingest;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.IdentityDecision;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.KnowledgeArticle;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.Purchase;
import io.rapport.avro.SupportEvent;
import io.rapport.connectors.gateway.access.Access;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;

/** A type of event that clients can send, and its name in addresses. */
public enum EventType {
  CLICKS("clicks", Access.TRACK, Click.class),
  PURCHASES("purchases", Access.SEND, Purchase.class),
  SUPPORT_EVENTS("support-events", Access.SEND_SUPPORT, SupportEvent.class),
  CATALOGUE("catalogue", Access.SEND, CatalogueItem.class),
  CUSTOMER_RECORDS("customer-records", Access.SEND, CustomerRecord.class),
  IDENTITY_LINKS("identity-links", Access.TRACK, IdentityLink.class),
  ARTICLES("articles", Access.SEND, KnowledgeArticle.class),
  IDENTITY_DECISIONS("identity-decisions", Access.DECIDE, IdentityDecision.class),
  PRIVACY_REQUESTS("privacy-requests", Access.SEND, PrivacyRequest.class);

  private final String path;
  private final Access access;
  private final Class<? extends SpecificRecord> contract;

  EventType(String path, Access access, Class<? extends SpecificRecord> contract) {
    this.path = path;
    this.access = access;
    this.contract = contract;
  }

  /** The access that sending it needs. */
  public Access access() {
    return access;
  }

  public String path() {
    return path;
  }

  public Class<? extends SpecificRecord> contract() {
    return contract;
  }

  /**
   * The type with this contract.
   *
   * @throws IllegalArgumentException when clients cannot send it
   */
  public static EventType of(Class<? extends SpecificRecord> contract) {
    return Arrays.stream(values())
        .filter(type -> type.contract.equals(contract))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(contract + " cannot be sent"));
  }
}
