package io.rapport.connectors.sources.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Fields of a customer record being drafted, as many systems name them. */
public final class RecordFields {

  /** The most attributes of a record. */
  public static final int MOST_ATTRIBUTES = 100;

  private static final int LONGEST_ATTRIBUTE = 500;

  private RecordFields() {}

  /** Puts a name, whole or in parts. */
  public static void name(ObjectNode record, String whole, String given, String family) {
    Pick.put(record, "givenName", given);
    Pick.put(record, "familyName", family);
    String joined =
        given == null || family == null ? (given == null ? family : given) : given + " " + family;
    Pick.put(record, "name", whole == null ? joined : whole);
  }

  /** Puts a postal address, and its country. */
  public static void address(ObjectNode record, JsonNode address) {
    Pick.put(record, "street", Pick.text(address, "street", "address1", "line1"));
    Pick.put(record, "locality", Pick.text(address, "city"));
    Pick.put(record, "postcode", Pick.text(address, "postalCode", "postal_code", "zip"));
    Pick.put(record, "region", Pick.text(address, "state", "province_code", "province", "region"));
    Pick.put(record, "country", Pick.text(address, "country_code", "countryCode", "country"));
  }

  /** Puts a date of birth. */
  public static void birth(ObjectNode record, String date) {
    Pick.put(record, "birthDate", date);
  }

  public static void gender(ObjectNode record, String gender) {
    Pick.put(record, "gender", gender);
  }

  /** Puts single values of other names as attributes, up to {@value #MOST_ATTRIBUTES}. */
  public static void attributes(ObjectNode record, JsonNode from, Set<String> known) {
    ObjectNode attributes = record.objectNode();
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      String text = Pick.single(field.getValue());
      if (!known.contains(field.getKey()) && text != null && attributes.size() < MOST_ATTRIBUTES) {
        attributes.put(
            field.getKey(), text.substring(0, Math.min(text.length(), LONGEST_ATTRIBUTE)));
      }
    }
    if (!attributes.isEmpty()) {
      record.set("attributes", attributes);
    }
  }
}
