package io.rapport.core.support.ticket;

import io.rapport.core.intake.VisitorErased;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.support.settings.TicketErasureSettings;
import io.rapport.core.support.training.TicketErased;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The tickets of one cookie, account or e-mail address, so that an erasure finds them; and the last
 * erasure, so that it also applies to earlier events that arrive after it.
 */
public final class PersonTickets implements Expiring {

  private static final int FORMAT = 1;

  private final TicketErasureSettings settings;
  private final Set<String> tickets =
      new LinkedHashSet<>(); // the one longest without an event first
  private long newest = Long.MIN_VALUE;
  private long erased = Long.MIN_VALUE;
  private String request = "";
  private int evictions;

  /** The state of a person never seen. */
  public PersonTickets(TicketErasureSettings settings) {
    this.settings = settings;
  }

  /**
   * Records a ticket.
   *
   * @return its erasure, if the mention is from before the person's last erasure; else null
   */
  public TicketErased add(TicketMention mention, String site) {
    newest = Math.max(newest, mention.time());
    if (mention.time() <= erased) {
      return new TicketErased(request, site, mention.ticketId(), erased);
    }
    tickets.remove(mention.ticketId());
    tickets.add(mention.ticketId());
    if (tickets.size() > settings.maxTickets()) {
      tickets.remove(tickets.iterator().next());
      evictions++;
    }
    return null;
  }

  /** Removes all tickets; returns their erasures. */
  public List<TicketErased> erase(VisitorErased asked) {
    List<TicketErased> erasures = new ArrayList<>();
    for (String ticket : tickets) {
      erasures.add(new TicketErased(asked.requestId(), asked.site(), ticket, asked.time()));
    }
    tickets.clear();
    newest = Math.max(newest, asked.time());
    if (asked.time() > erased) {
      erased = asked.time();
      request = asked.requestId();
    }
    return erasures;
  }

  @Override
  public long newest() {
    return newest;
  }

  @Override
  public long expiry() {
    return newest + settings.retentionMillis();
  }

  /** The number of tickets evicted since the last call. */
  public int takeEvictions() {
    int taken = evictions;
    evictions = 0;
    return taken;
  }

  /** The number of tickets remembered. */
  public int size() {
    return tickets.size();
  }

  /** The packed form. */
  public static PackedFormat<PersonTickets> format(TicketErasureSettings settings) {
    return new PackedFormat<>(
        "The tickets of a person",
        FORMAT,
        () -> new PersonTickets(settings),
        PersonTickets::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeLong(newest);
    out.writeLong(erased);
    out.writeString(request);
    out.writeVarint(tickets.size());
    tickets.forEach(out::writeString);
  }

  private static PersonTickets read(PackedReader in, TicketErasureSettings settings) {
    PersonTickets state = new PersonTickets(settings);
    state.newest = in.readLong();
    state.erased = in.readLong();
    state.request = in.readString();
    for (int left = in.readVarint(); left > 0; left--) {
      state.tickets.add(in.readString());
    }
    return state;
  }
}
