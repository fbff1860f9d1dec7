package io.rapport.core.identity.golden;

import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The record of a customer in which each role has the value that survived among all its records.
 * Does not depend on the order of the records.
 *
 * @param fields by role; a role without any value is absent
 */
public record GoldenRecord(Map<Role, GoldenField> fields) {

  /** The golden record of nobody. */
  public static final GoldenRecord NONE = new GoldenRecord(Map.of());

  private record Value(String text, PersonRecord record, int agreeing) {}

  /** Copies the fields. */
  public GoldenRecord {
    EnumMap<Role, GoldenField> copy = new EnumMap<>(Role.class);
    copy.putAll(fields);
    fields = Collections.unmodifiableMap(copy);
  }

  /** The golden record of a customer's records. */
  public static GoldenRecord of(Collection<PersonRecord> records, Survivorship rules) {
    Map<Role, GoldenField> fields = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      List<Value> values = values(records, role);
      SurvivorshipRule rule = rules.rule(role);
      values.stream()
          .min(order(rule, rules))
          .ifPresent(value -> fields.put(role, field(value, rule)));
    }
    return new GoldenRecord(fields);
  }

  /** The field of a role; empty if no record has a value. */
  public Optional<GoldenField> field(Role role) {
    return Optional.ofNullable(fields.get(role));
  }

  /** The best value first. What a rule leaves even is decided by the others, then by name. */
  private static Comparator<Value> order(SurvivorshipRule rule, Survivorship rules) {
    Comparator<Value> newest = Comparator.comparing(value -> -value.record.time());
    Comparator<Value> frequent = Comparator.comparing(value -> -value.agreeing);
    Comparator<Value> trusted = Comparator.comparing(value -> rules.place(value.record.source()));
    Comparator<Value> longest = Comparator.comparing(value -> -value.text.length());
    Comparator<Value> first =
        switch (rule) {
          case NEWEST -> newest;
          case MOST_FREQUENT -> frequent;
          case MOST_TRUSTED -> trusted;
          case LONGEST -> longest;
        };
    return first
        .thenComparing(trusted)
        .thenComparing(newest)
        .thenComparing(frequent)
        .thenComparing(longest)
        .thenComparing(value -> value.text)
        .thenComparing(value -> value.record.id())
        .thenComparing(value -> value.record.source());
  }

  private static GoldenField field(Value value, SurvivorshipRule rule) {
    PersonRecord record = value.record;
    return new GoldenField(
        value.text, record.source(), record.id(), record.time(), rule, value.agreeing);
  }

  /** All values of a role, each with the number of records that have it in any case. */
  private static List<Value> values(Collection<PersonRecord> records, Role role) {
    Map<String, Integer> counts = new HashMap<>();
    for (PersonRecord record : records) {
      record.of(role).stream()
          .map(GoldenRecord::key)
          .distinct()
          .forEach(key -> counts.merge(key, 1, Integer::sum));
    }
    List<Value> values = new ArrayList<>();
    for (PersonRecord record : records) {
      for (String text : record.of(role)) {
        if (!text.isBlank()) {
          values.add(new Value(text.strip(), record, counts.get(key(text))));
        }
      }
    }
    return values;
  }

  private static String key(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
