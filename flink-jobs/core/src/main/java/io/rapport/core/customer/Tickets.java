package io.rapport.core.customer;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The open tickets of a customer, as a balance a ticket: an opening adds one, a closing takes one,
 * and a ticket at zero is dropped. The sums do not depend on order, so a closing may overtake its
 * opening. Beyond the cap the ticket longest without an event is dropped.
 */
final class Tickets {

  private record Balance(int net, long time) {}

  private final int capacity;
  private final Map<String, Balance> balances = new TreeMap<>();
  private long opened;

  Tickets(int capacity) {
    this.capacity = capacity;
  }

  public void opened(String ticket, long time) {
    opened++;
    add(ticket, 1, time);
  }

  void closed(String ticket, long time) {
    add(ticket, -1, time);
  }

  void merge(Tickets other) {
    opened += other.opened;
    other.balances.forEach((ticket, balance) -> add(ticket, balance.net, balance.time));
  }

  /** The number of tickets open now. */
  int open() {
    return (int) balances.values().stream().filter(balance -> balance.net > 0).count();
  }

  /** The number of tickets ever opened; a reopened ticket counts again. */
  long total() {
    return opened;
  }

  int size() {
    return balances.size();
  }

  void write(PackedWriter out) {
    out.writeLong(opened);
    out.writeVarint(balances.size());
    for (Map.Entry<String, Balance> entry : balances.entrySet()) {
      out.writeString(entry.getKey());
      out.writeInt(entry.getValue().net);
      out.writeLong(entry.getValue().time);
    }
  }

  void read(PackedReader in) {
    opened = in.readLong();
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      add(in.readString(), in.readInt(), in.readLong());
    }
  }

  private void add(String ticket, int net, long time) {
    Balance known = balances.getOrDefault(ticket, new Balance(0, time));
    if (known.net + net == 0) {
      balances.remove(ticket);
      return;
    }
    balances.put(ticket, new Balance(known.net + net, Math.max(known.time, time)));
    if (balances.size() > capacity) {
      balances.remove(oldest());
    }
  }

  private String oldest() {
    return balances.entrySet().stream()
        .min(
            Comparator.comparingLong((Map.Entry<String, Balance> entry) -> entry.getValue().time)
                .thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }
}
