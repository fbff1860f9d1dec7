package io.rapport.core.identity.resolve;

import io.rapport.core.hash.Hash64;
import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The requests by which customer ids were erased, and {@link Traits} of their records, by hash; the
 * one longest known gives way.
 */
final class Erased {

  /** Traits that are remembered for each id. */
  private static final int TRAITS = 4;

  /**
   * A request.
   *
   * @param time event time in milliseconds
   */
  record Request(String id, long time) {}

  /**
   * A trace that an erased person leaves.
   *
   * @param birthDate its hash; 0 where it is not known, and for an id
   */
  private record Trace(Request request, long birthDate) {

    private Trace later(Trace other) {
      return other != null && other.request.time > request.time ? other : this;
    }

    private boolean isBefore(long time) {
      return time <= request.time;
    }

    private boolean contradicts(long date) {
      return birthDate != 0 && date != 0 && birthDate != date;
    }
  }

  private final int capacity;
  private final Map<Long, Trace> ids = new LinkedHashMap<>();
  private final Map<Long, Trace> traits = new LinkedHashMap<>();
  private long newest = Long.MIN_VALUE;

  Erased(int capacity) {
    this.capacity = capacity;
  }

  /** Remembers an erased id, and what its records say of the person. */
  void add(String id, Collection<PersonRecord> records, Request request) {
    add(ids, Hash64.of(id), new Trace(request, 0), capacity);
    for (PersonRecord record : records) {
      Traits of = Traits.of(record);
      Trace trace = new Trace(request, of.birthDate());
      of.hashes().forEach(trait -> add(traits, trait, trace, TRAITS * capacity));
    }
  }

  private void add(Map<Long, Trace> to, long hash, Trace trace, int most) {
    newest = Math.max(newest, trace.request.time);
    // Not merged in place: what is erased again is the last to give way.
    Trace known = to.remove(hash);
    to.put(hash, trace.later(known));
    if (to.size() > most) {
      Iterator<Long> oldest = to.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Whether an event of such a time is of before the erasure of an id. */
  boolean covers(String id, long time) {
    return covering(id, time) != null;
  }

  /** The request that erased an id at such a time or after it; null for none. */
  Request covering(String id, long time) {
    Trace trace = ids.get(Hash64.of(id));
    return trace != null && trace.isBefore(time) ? trace.request : null;
  }

  /**
   * Whether a record is like those of an erased person, and of before the erasure. Likeness is no
   * proof: namesakes may share a contact.
   */
  boolean resembles(PersonRecord record) {
    if (record.time() > newest) {
      return false; // The usual case, without reading the record.
    }
    Traits of = Traits.of(record);
    for (long trait : of.hashes()) {
      Trace trace = traits.get(trait);
      if (trace != null && trace.isBefore(record.time()) && !trace.contradicts(of.birthDate())) {
        return true;
      }
    }
    return false;
  }

  /** Ids that are remembered. */
  int size() {
    return ids.size();
  }

  void write(PackedWriter out) {
    for (Map<Long, Trace> map : List.of(ids, traits)) {
      out.writeVarint(map.size());
      map.forEach(
          (hash, trace) -> {
            out.writeLong(hash);
            out.writeString(trace.request.id);
            out.writeLong(trace.request.time);
            out.writeLong(trace.birthDate);
          });
    }
  }

  void read(PackedReader in) {
    read(in, ids, capacity);
    read(in, traits, TRAITS * capacity);
  }

  private void read(PackedReader in, Map<Long, Trace> to, int most) {
    for (int left = in.readVarint(); left > 0; left--) {
      long hash = in.readLong();
      Request request = new Request(in.readString(), in.readLong());
      add(to, hash, new Trace(request, in.readLong()), most);
    }
  }
}
