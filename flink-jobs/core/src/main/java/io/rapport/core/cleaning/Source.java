package io.rapport.core.cleaning;

import static io.rapport.core.cleaning.Field.id;
import static io.rapport.core.cleaning.Field.key;
import static io.rapport.core.cleaning.Field.number;
import static io.rapport.core.cleaning.Field.personal;
import static io.rapport.core.cleaning.Field.personalDate;
import static io.rapport.core.cleaning.Field.text;
import static io.rapport.core.cleaning.Field.time;
import static io.rapport.core.cleaning.Field.whole;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The kinds of record that are cleaned, with the fields that rules may name. A line or charge of a
 * purchase is a source of its own, which also knows country and currency of its purchase. Every
 * source has the identifier {@code site}, and no statistic mixes sites.
 */
public enum Source {
  CLICK(
      key("eventId").ofOne(),
      time("eventTime"),
      id("visitorId"),
      id("customerId"),
      id("sessionId"),
      id("itemId"),
      text("category"),
      personal("query"),
      whole("slot"),
      number("price"),
      text("currency")),
  PURCHASE(
      key("eventId").ofOne(),
      time("eventTime"),
      key("orderId").ofOne(),
      id("customerId"),
      id("visitorId"),
      personal("email"),
      personal("phone"),
      text("country"),
      text("currency")),
  PURCHASE_LINE(
      key("itemId"),
      id("customerId"),
      text("country"),
      text("currency"),
      text("description"),
      whole("quantity"),
      number("unitPrice"),
      number("measure")),
  PURCHASE_CHARGE(
      text("kind"), text("country"), text("currency"), text("description"), number("amount")),
  CATALOGUE(
      key("eventId").ofOne(),
      time("eventTime"),
      key("itemId").ofOne(),
      text("title"),
      text("description"),
      text("category"),
      text("brand"),
      number("price"),
      text("currency"),
      whole("stock")),
  CUSTOMER(
      key("eventId").ofOne(),
      time("eventTime"),
      key("customerId").ofOne(),
      personal("name"),
      personal("email").ofOne(),
      personal("phone").ofOne(),
      text("country"),
      personal("givenName"),
      personal("familyName"),
      personalDate("birthDate"),
      personal("gender"),
      personal("street"),
      personal("houseNumber"),
      personal("locality"),
      personal("postcode"),
      personal("region"),
      personal("nationalId").ofOne(),
      personal("occupation")),
  IDENTITY(
      key("eventId").ofOne(),
      time("eventTime"),
      id("visitorId"),
      id("customerId"),
      personal("email"),
      personal("phone")),
  TICKET(
      key("eventId").ofOne(),
      time("eventTime"),
      key("ticketId"),
      id("customerId"),
      id("visitorId"),
      personal("requesterEmail"),
      text("channel"),
      text("language"),
      personal("subject"),
      personal("body"),
      text("intent"),
      text("queue"),
      text("priority")),
  ARTICLE(
      key("eventId").ofOne(),
      time("eventTime"),
      key("articleId").ofOne(),
      text("language"),
      text("title"),
      text("body"));

  @SuppressWarnings("ImmutableEnumChecker") // A copy that cannot change.
  private final List<Field> fields;

  @SuppressWarnings("ImmutableEnumChecker") // A copy that cannot change.
  private final List<Field> uniqueFields;

  Source(Field... declared) {
    List<Field> all = new ArrayList<>();
    all.add(key("site").at(label(), 0));
    for (Field field : declared) {
      all.add(field.at(label(), all.size()));
    }
    this.fields = List.copyOf(all);
    this.uniqueFields = all.stream().filter(Field::unique).toList();
  }

  /** The name in rules and reports: lower-case words joined by '-'. */
  public final String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All fields; the first is the site. At most 64, so that a set of them fits a long. */
  public List<Field> fields() {
    return fields;
  }

  /** The fields that are expected to differ from record to record. */
  public List<Field> uniqueFields() {
    return uniqueFields;
  }

  /** Whether a record may come without a field; without another one it is a dead letter. */
  public boolean optional(Field field) {
    return field.role() != FieldRole.KEY && field.type() != FieldType.TIME;
  }

  /** Whether a record is a part of another, which may be left out without the rest. */
  boolean isPart() {
    return this == PURCHASE_LINE || this == PURCHASE_CHARGE;
  }

  /** The field that names the shop. */
  public Field site() {
    return fields.get(0);
  }

  /**
   * A field by its name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Field field(String name) {
    Field found = find(name);
    if (found == null) {
      throw new IllegalArgumentException(label() + " has no field " + name);
    }
    return found;
  }

  /** A field by its name, or null. */
  Field find(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst().orElse(null);
  }

  /** A source by its label, or null. */
  static Source labelled(String label) {
    for (Source source : values()) {
      if (source.label().equals(label)) {
        return source;
      }
    }
    return null;
  }
}
