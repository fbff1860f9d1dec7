package io.rapport.simulator.dirt;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.KnowledgeArticle;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.Purchase;
import io.rapport.avro.PurchaseLine;
import io.rapport.avro.SupportEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;

/** Spoils single fields of sound records. */
final class FieldDirt {

  private static final List<String> BAD_EMAILS =
      List.of("not-an-address", "name@", "@example.com", "NaN", "a b@example.com", "null");
  private static final List<String> BAD_PHONES = List.of("NaN", "12", "call me", "+999999", "-");
  private static final List<String> BAD_CURRENCIES = List.of("XQX", "euros", "NaN", "€", "???");
  private static final List<String> BAD_COUNTRIES = List.of("Atlantis", "ZZ", "NaN", "n/a");
  private static final List<BigDecimal> BAD_PRICES =
      List.of(
          new BigDecimal("-19.9900"),
          new BigDecimal("99999999999.0000"),
          new BigDecimal("-0.0100"));
  private static final int ABSURD_QUANTITY = 2_000_000_000;

  private final RandomGenerator random;

  FieldDirt(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Takes a required field away.
   *
   * @return whether the record could be spoiled
   */
  boolean removeRequired(SpecificRecord value) {
    if (random.nextBoolean()) {
      return removeEventId(value);
    }
    if (value instanceof Click click) {
      if (click.getAction() == ClickAction.SEARCH || random.nextBoolean()) {
        click.setVisitorId(null);
        click.setCustomerId(null);
      } else {
        click.setItemId(null);
      }
    } else if (value instanceof Purchase purchase) {
      if (random.nextBoolean()) {
        purchase.setLines(List.of());
      } else {
        purchase.setOrderId("");
      }
    } else if (value instanceof SupportEvent event) {
      event.setTicketId(" ");
    } else {
      return removeEventId(value);
    }
    return true;
  }

  private static boolean removeEventId(SpecificRecord value) {
    value.put(value.getSchema().getField("eventId").pos(), "");
    return true;
  }

  /**
   * Puts what does not belong there into an optional field.
   *
   * @return whether the record has such a field
   */
  boolean malform(SpecificRecord value) {
    if (value instanceof Click click) {
      malform(click);
    } else if (value instanceof Purchase purchase) {
      malform(purchase);
    } else if (value instanceof SupportEvent event) {
      malform(event);
    } else if (value instanceof CatalogueItem item) {
      malform(item);
    } else if (value instanceof CustomerRecord record) {
      malform(record);
    } else if (value instanceof IdentityLink link) {
      link.setPhone(any(BAD_PHONES));
    } else if (value instanceof KnowledgeArticle article) {
      article.setLanguage("klingon!");
    } else {
      // A privacy request has no field that could be malformed and still leave it usable.
      return !(value instanceof PrivacyRequest);
    }
    return true;
  }

  private void malform(Click click) {
    switch (random.nextInt(4)) {
      case 0 -> click.setPrice(any(BAD_PRICES));
      case 1 -> click.setCurrency(any(BAD_CURRENCIES));
      case 2 -> click.setCategory("  NaN //  " + click.getCategory() + " / ");
      default -> click.setSlot(-7);
    }
  }

  private void malform(Purchase purchase) {
    PurchaseLine line = purchase.getLines().get(0);
    switch (random.nextInt(6)) {
      case 0 -> purchase.setPhone(any(BAD_PHONES));
      case 1 -> purchase.setCurrency(any(BAD_CURRENCIES));
      case 2 -> purchase.setCountry(any(BAD_COUNTRIES));
      case 3 -> line.setQuantity(ABSURD_QUANTITY);
      case 4 -> purchase.setEmail(any(BAD_EMAILS));
      default -> line.setUnitPrice(any(BAD_PRICES));
    }
  }

  private void malform(SupportEvent event) {
    switch (random.nextInt(3)) {
      case 0 -> event.setRequesterEmail(any(BAD_EMAILS));
      case 1 -> event.setLanguage("klingon!");
      default -> event.setSubject("\u0000\u0007 " + event.getSubject());
    }
  }

  private void malform(CatalogueItem item) {
    switch (random.nextInt(4)) {
      case 0 -> item.setPrice(any(BAD_PRICES));
      case 1 -> item.setCurrency(any(BAD_CURRENCIES));
      case 2 -> item.setStock(-3);
      default -> item.setCategory(" / " + item.getCategory() + " //");
    }
  }

  private void malform(CustomerRecord record) {
    switch (random.nextInt(3)) {
      case 0 -> record.setEmail(any(BAD_EMAILS));
      case 1 -> record.setPhone(any(BAD_PHONES));
      default -> record.setCountry(any(BAD_COUNTRIES));
    }
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
