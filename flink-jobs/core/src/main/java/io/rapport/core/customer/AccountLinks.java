package io.rapport.core.customer;

import io.rapport.core.hash.RecentIds;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The identifiers linked to one account, and the events seen of it. */
public final class AccountLinks {

  private static final byte FORMAT = 1;

  private final CustomerSettings settings;
  private final RecentIds events;
  private final Lease lease;
  private long newest = CustomerProfile.NEVER;

  /** Identifier to the time its link was last announced; the least recently announced first. */
  private final Map<String, Long> announced = new LinkedHashMap<>();

  /** An account without links. */
  public AccountLinks(CustomerSettings settings) {
    this(settings, new RecentIds(settings.recentIds()), new Lease(settings.retention()));
  }

  private AccountLinks(CustomerSettings settings, RecentIds events, Lease lease) {
    this.settings = settings;
    this.events = events;
    this.lease = lease;
  }

  /** Whether an event was seen before; it is from now on. */
  public boolean seen(Observation event) {
    newest = Math.max(newest, event.eventTime());
    return events.seen(event.eventId());
  }

  /** Notes a link; true when it has to be announced, because it is new or long not repeated. */
  public boolean link(String identifier, long time) {
    Long before = announced.get(identifier);
    if (before != null && time - before < settings.linkRefresh()) {
      return false;
    }
    announced.remove(identifier);
    announced.put(identifier, time);
    return true;
  }

  /** Forgets and returns the least recently announced link beyond the cap; null when within. */
  public String excess() {
    if (announced.size() <= settings.maxIdentifiers()) {
      return null;
    }
    String oldest = announced.keySet().iterator().next();
    announced.remove(oldest);
    return oldest;
  }

  /** The identifiers linked. */
  public Set<String> identifiers() {
    return Set.copyOf(announced.keySet());
  }

  /** Forgets all links. */
  public void clear() {
    announced.clear();
  }

  /** When the state may be forgotten. */
  public Lease lease() {
    return lease;
  }

  /** Newest event, milliseconds since the epoch. */
  public long newest() {
    return newest;
  }

  /** The packed value, led by a format version. */
  public byte[] toBytes() {
    PackedWriter out = PackedWriter.versioned(FORMAT);
    out.writeLong(newest);
    lease.write(out);
    out.writeLongs(events.hashes());
    out.writeVarint(announced.size());
    for (Map.Entry<String, Long> entry : announced.entrySet()) {
      out.writeString(entry.getKey());
      out.writeLong(entry.getValue());
    }
    return out.toBytes();
  }

  /** Reads {@link #toBytes()}; an account without links for null. */
  public static AccountLinks fromBytes(byte[] bytes, CustomerSettings settings) {
    if (bytes == null) {
      return new AccountLinks(settings);
    }
    PackedReader in = PackedReader.open(bytes, FORMAT, "The links of an account");
    long newest = in.readLong();
    Lease lease = Lease.read(in, settings.retention());
    RecentIds events = RecentIds.of(settings.recentIds(), in.readLongs());
    AccountLinks links = new AccountLinks(settings, events, lease);
    links.newest = newest;
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      links.announced.put(in.readString(), in.readLong());
    }
    return links;
  }
}
