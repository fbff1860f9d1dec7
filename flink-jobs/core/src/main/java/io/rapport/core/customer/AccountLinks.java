package io.rapport.core.customer;

import io.rapport.core.hash.RecentIds;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The identifiers linked to one account, and the event ids already seen for it. */
public final class AccountLinks implements Expiring {

  private static final int FORMAT = 1;

  private final CustomerSettings settings;
  private final RecentIds events;
  private long newest = CustomerProfile.NEVER;

  /** Identifier to the time its link was last announced; the least recently announced first. */
  private final Map<String, Long> announced = new LinkedHashMap<>();

  /** An account without links. */
  public AccountLinks(CustomerSettings settings) {
    this(settings, new RecentIds(settings.recentIds()));
  }

  private AccountLinks(CustomerSettings settings, RecentIds events) {
    this.settings = settings;
    this.events = events;
  }

  /** Records an event; returns whether it was seen before. */
  public boolean seen(Observation event) {
    if (events.seen(event.eventId())) {
      return true;
    }
    newest = Math.max(newest, event.eventTime());
    return false;
  }

  /**
   * Records a link; returns whether to announce it, because it is new, was last announced long ago,
   * or is that of a cookie: another person may have used the device since.
   */
  public boolean link(String identifier, long time) {
    Long before = announced.get(identifier);
    if (before != null
        && time - before < settings.linkRefresh()
        && !Identifiers.isCookie(identifier)) {
      return false;
    }
    announced.remove(identifier);
    announced.put(identifier, time);
    return true;
  }

  /**
   * Removes and returns the least recently announced link beyond the cap; null when within the cap.
   */
  public String excess() {
    if (announced.size() <= settings.maxIdentifiers()) {
      return null;
    }
    String oldest = announced.keySet().iterator().next();
    announced.remove(oldest);
    return oldest;
  }

  /** The linked identifiers. */
  public Set<String> identifiers() {
    return Set.copyOf(announced.keySet());
  }

  /** Forgets all links. */
  public void clear() {
    announced.clear();
  }

  @Override
  public long newest() {
    return newest;
  }

  @Override
  public long expiry() {
    return newest + settings.retention();
  }

  /** The packed form. */
  public static PackedFormat<AccountLinks> format(CustomerSettings settings) {
    return new PackedFormat<>(
        "The links of an account",
        FORMAT,
        () -> new AccountLinks(settings),
        AccountLinks::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeLong(newest);
    out.writeLongs(events.hashes());
    out.writeVarint(announced.size());
    for (Map.Entry<String, Long> entry : announced.entrySet()) {
      out.writeString(entry.getKey());
      out.writeLong(entry.getValue());
    }
  }

  private static AccountLinks read(PackedReader in, CustomerSettings settings) {
    long newest = in.readLong();
    RecentIds events = RecentIds.of(settings.recentIds(), in.readLongs());
    AccountLinks links = new AccountLinks(settings, events);
    links.newest = newest;
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      links.announced.put(in.readString(), in.readLong());
    }
    return links;
  }
}
