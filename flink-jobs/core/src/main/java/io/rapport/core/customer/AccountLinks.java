package io.rapport.core.customer;

import io.rapport.core.intake.RecentIds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeLong(newest);
      lease.write(out);
      EventIds.write(events, out);
      out.writeShort(announced.size());
      for (Map.Entry<String, Long> entry : announced.entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeLong(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads {@link #toBytes()}; an account without links for null. */
  public static AccountLinks fromBytes(byte[] bytes, CustomerSettings settings) {
    if (bytes == null) {
      return new AccountLinks(settings);
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte format = in.readByte();
      if (format != FORMAT) {
        throw new IOException("account links of unknown format " + format);
      }
      long newest = in.readLong();
      Lease lease = Lease.read(in, settings.retention());
      AccountLinks links =
          new AccountLinks(settings, EventIds.read(in, settings.recentIds()), lease);
      links.newest = newest;
      int size = in.readUnsignedShort();
      for (int i = 0; i < size; i++) {
        links.announced.put(in.readUTF(), in.readLong());
      }
      return links;
    } catch (IOException e) {
      throw new UncheckedIOException("the packed account links cannot be read", e);
    }
  }
}
