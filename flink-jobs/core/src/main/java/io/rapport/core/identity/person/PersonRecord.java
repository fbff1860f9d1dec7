package io.rapport.core.identity.person;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A record of a person as a source wrote it.
 *
 * @param id unique among all records
 * @param source the system that wrote it
 * @param time event time in milliseconds
 * @param values by role; several values are several columns, in their order
 */
public record PersonRecord(String id, String source, long time, Map<Role, List<String>> values) {

  /** Copies the values. */
  public PersonRecord {
    EnumMap<Role, List<String>> copy = new EnumMap<>(Role.class);
    values.forEach((role, list) -> copy.put(role, List.copyOf(list)));
    values = Collections.unmodifiableMap(copy);
  }

  /** The values of a role; empty if there are none. */
  public List<String> of(Role role) {
    return values.getOrDefault(role, List.of());
  }

  /** Whether no role has a value that is not blank. */
  public boolean isEmpty() {
    return values.values().stream().allMatch(list -> list.stream().allMatch(String::isBlank));
  }

  /** This record, with the values of an earlier one where this has none: it may be a part. */
  public PersonRecord over(PersonRecord earlier) {
    Map<Role, List<String>> all = new EnumMap<>(Role.class);
    all.putAll(earlier.values);
    values.forEach(
        (role, list) -> {
          if (!list.stream().allMatch(String::isBlank)) {
            all.put(role, list);
          }
        });
    return new PersonRecord(id, source, time, all);
  }

  /** Appends the record. */
  public void write(PackedWriter out) {
    out.writeString(id);
    out.writeString(source);
    out.writeLong(time);
    out.writeVarint(values.size());
    values.forEach(
        (role, list) -> {
          out.writeString(role.label());
          out.writeVarint(list.size());
          list.forEach(out::writeString);
        });
  }

  /** Reads a record. */
  public static PersonRecord read(PackedReader in) {
    Builder record = builder(in.readString()).source(in.readString()).time(in.readLong());
    for (int roles = in.readVarint(); roles > 0; roles--) {
      Role role = Role.of(in.readString());
      for (int count = in.readVarint(); count > 0; count--) {
        record.add(role, in.readString());
      }
    }
    return record.build();
  }

  /** Starts a record. */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  /** Collects the values of one record. */
  public static final class Builder {

    private final String id;
    private final Map<Role, List<String>> values = new EnumMap<>(Role.class);
    private String source = "";
    private long time;

    private Builder(String id) {
      this.id = id;
    }

    public Builder source(String name) {
      source = name;
      return this;
    }

    public Builder time(long millis) {
      time = millis;
      return this;
    }

    /** Adds a value; an empty one keeps the place of its column. */
    public Builder add(Role role, String value) {
      values.computeIfAbsent(role, any -> new ArrayList<>()).add(value == null ? "" : value);
      return this;
    }

    public PersonRecord build() {
      return new PersonRecord(id, source, time, values);
    }
  }
}
