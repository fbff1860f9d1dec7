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
  record Request(String id, long time) {

    private Request later(Request other) {
      return other.time > time ? other : this;
    }
  }

  private final int capacity;
  private final Map<Long, Request> ids = new LinkedHashMap<>();
  private final Map<Long, Request> traits = new LinkedHashMap<>();
  private long newest = Long.MIN_VALUE;

  Erased(int capacity) {
    this.capacity = capacity;
  }

  /** Remembers an erased id, and what its records say of the person. */
  void add(String id, Collection<PersonRecord> records, Request request) {
    add(ids, Hash64.of(id), request, capacity);
    for (PersonRecord record : records) {
      Traits.of(record).forEach(trait -> add(traits, trait, request, TRAITS * capacity));
    }
  }

  private void add(Map<Long, Request> to, long hash, Request request, int most) {
    newest = Math.max(newest, request.time);
    to.merge(hash, request, Request::later);
    if (to.size() > most) {
      Iterator<Long> oldest = to.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Whether an event of such a time is of before the erasure of an id. */
  boolean covers(String id, long time) {
    return before(ids.get(Hash64.of(id)), time);
  }

  /**
   * The request that would have reached the person of a record, had the record come in time; null
   * for none.
   *
   * @param sameAs the customer id that it names; null for none
   */
  Request reaching(PersonRecord record, String sameAs) {
    if (record.time() > newest) {
      return null; // The usual case, without reading the record.
    }
    if (sameAs != null && covers(sameAs, record.time())) {
      return ids.get(Hash64.of(sameAs));
    }
    for (long trait : Traits.of(record)) {
      Request request = traits.get(trait);
      if (before(request, record.time())) {
        return request;
      }
    }
    return null;
  }

  private static boolean before(Request request, long time) {
    return request != null && time <= request.time;
  }

  /** Ids that are remembered. */
  int size() {
    return ids.size();
  }

  void write(PackedWriter out) {
    for (Map<Long, Request> map : List.of(ids, traits)) {
      out.writeVarint(map.size());
      map.forEach(
          (hash, request) -> {
            out.writeLong(hash);
            out.writeString(request.id);
            out.writeLong(request.time);
          });
    }
  }

  void read(PackedReader in) {
    read(in, ids, capacity);
    read(in, traits, TRAITS * capacity);
  }

  private void read(PackedReader in, Map<Long, Request> to, int most) {
    for (int left = in.readVarint(); left > 0; left--) {
      add(to, in.readLong(), new Request(in.readString(), in.readLong()), most);
    }
  }
}
