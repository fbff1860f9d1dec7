package io.rapport.core.identity.resolve;

import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The records of one customer id, one of each source: no source overwrites or deletes what another
 * knows. A record without a source is of the one without a name. Does not depend on the order in
 * which the sources told.
 *
 * @param all the newest first
 */
record SourceRecords(List<Sourced> all) {

  static final SourceRecords NONE = new SourceRecords(List.of());

  private static final Comparator<Sourced> NEWEST =
      Comparator.comparingLong((Sourced sourced) -> sourced.record.time())
          .reversed()
          .thenComparing(sourced -> sourced.record.source());

  /**
   * The record of a source.
   *
   * @param sameAs the customer id that it names; null for none
   */
  record Sourced(PersonRecord record, String sameAs) {}

  /**
   * These records and a newer one: values that it lacks are those of its source's record before.
   *
   * @param sameAs the customer id that it names; null for none
   * @param most records that are kept; the oldest gives way
   * @return the same if the record is older than that of its source, or nothing new
   */
  SourceRecords with(PersonRecord told, String sameAs, int most) {
    Sourced known = of(told.source());
    if (known != null && told.time() < known.record.time()) {
      return this;
    }
    String named = sameAs == null && known != null ? known.sameAs : sameAs;
    Sourced now =
        new Sourced(
            known == null ? told : told.over(known.record), told.id().equals(named) ? null : named);
    if (now.equals(known)) {
      return this;
    }
    List<Sourced> sorted = new ArrayList<>(without(told.source()).all);
    sorted.add(now);
    sorted.sort(NEWEST);
    return new SourceRecords(List.copyOf(sorted.subList(0, Math.min(most, sorted.size()))));
  }

  /** These records without that of a source. */
  SourceRecords without(String source) {
    return new SourceRecords(
        all.stream().filter(sourced -> !sourced.record.source().equals(source)).toList());
  }

  /** These records, none of which names an id. */
  SourceRecords unnamed(String id) {
    UnaryOperator<Sourced> without =
        sourced -> id.equals(sourced.sameAs) ? new Sourced(sourced.record, null) : sourced;
    return new SourceRecords(all.stream().map(without).toList());
  }

  /** The record of a source; null if there is none. */
  Sourced of(String source) {
    return all.stream()
        .filter(sourced -> sourced.record.source().equals(source))
        .findFirst()
        .orElse(null);
  }

  /** One record of all: of each role the value of the newest that has one. There is a record. */
  PersonRecord whole() {
    PersonRecord whole = all.get(all.size() - 1).record;
    for (int i = all.size() - 2; i >= 0; i--) {
      whole = all.get(i).record.over(whole);
    }
    return whole;
  }

  /** The customer id that the newest record names that names any; null if none does. */
  String sameAs() {
    return all.stream().map(Sourced::sameAs).filter(Objects::nonNull).findFirst().orElse(null);
  }

  List<PersonRecord> records() {
    return all.stream().map(Sourced::record).toList();
  }

  /** The names of the sources, that of the newest record first. */
  String names() {
    return all.stream()
        .map(sourced -> sourced.record.source())
        .filter(source -> !source.isEmpty())
        .collect(Collectors.joining(", "));
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  int size() {
    return all.size();
  }

  /** Appends the records; a single one is the whole, which its reader knows. */
  void write(PackedWriter out) {
    out.writeVarint(all.size());
    for (Sourced sourced : all) {
      if (all.size() > 1) {
        sourced.record.write(out);
      }
      out.writeNullableString(sourced.sameAs);
    }
  }

  static SourceRecords read(PackedReader in, PersonRecord whole) {
    int size = in.readVarint();
    List<Sourced> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(new Sourced(size > 1 ? PersonRecord.read(in) : whole, in.readNullableString()));
    }
    return new SourceRecords(List.copyOf(all));
  }
}
