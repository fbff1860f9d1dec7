package io.rapport.core.recommendation.candidate;

import io.rapport.core.hash.Hash64;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.recommendation.visit.History;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The items that other accounts of a cookie's person have bought, apart by account: an account that
 * turns out to be another person's takes back exactly what it brought. They count while an account
 * of that person uses the cookie, or while it is unknown which one does. Bounded in accounts; the
 * one longest without a message gives way. Purchases count in the order of the list, which begins
 * anywhere: a return whose order is not in it outweighs no later order.
 */
final class PersonItems {

  /** The most accounts. */
  static final int MOST = 64;

  private final int capacity; // items an account
  private final Map<Long, Part> parts = new LinkedHashMap<>(); // by the hash of the account
  private long user = History.UNKNOWN_OWNER; // hash; the last one known

  /** The items that one account bought, and the hashes of all accounts of its person. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Part(long[] accounts, BoughtItems items) {

    boolean isOf(long user) {
      for (long account : accounts) {
        if (account == user) {
          return true;
        }
      }
      return false;
    }
  }

  PersonItems(int capacity) {
    this.capacity = capacity;
  }

  /** Puts what an account has bought in place of what it told before. */
  void put(SharedItems shared) {
    if (shared.user() != History.UNKNOWN_OWNER) { // Else the history may have forgotten it.
      user = shared.user();
    }
    long account = Hash64.of(shared.account());
    parts.remove(account);
    BoughtItems items = new BoughtItems(capacity);
    for (PurchasedItems purchase : shared.purchases()) {
      for (PurchaseLine line : purchase.lines()) {
        items.addInOrder(Hash64.of(line.itemId()), purchase.sign() * line.quantity());
      }
    }
    if (items.isEmpty()) {
      return;
    }
    long[] accounts = shared.accounts().stream().mapToLong(Hash64::of).toArray();
    parts.put(account, new Part(accounts, items));
    if (parts.size() > MOST) {
      Iterator<Long> oldest = parts.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** An account uses the cookie from now on. */
  void pass(long account) {
    user = account;
  }

  /** Whether an account is known to use the cookie, and is another one. */
  boolean isUsedByOtherThan(long account) {
    return user != History.UNKNOWN_OWNER && user != account;
  }

  void clear() {
    parts.clear();
  }

  boolean contains(long item) {
    for (Part part : parts.values()) {
      if ((user == History.UNKNOWN_OWNER || part.isOf(user)) && part.items().contains(item)) {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  void write(PackedWriter out) {
    boolean known = user != History.UNKNOWN_OWNER;
    out.writeByte(known ? 1 : 0);
    if (known) {
      out.writeLong(user);
    }
    out.writeVarint(parts.size());
    parts.forEach(
        (account, part) -> {
          out.writeLong(account);
          out.writeLongs(part.accounts());
          part.items().write(out);
        });
  }

  static PersonItems read(PackedReader in, int capacity) {
    PersonItems items = new PersonItems(capacity);
    if (in.readByte() != 0) {
      items.user = in.readLong();
    }
    for (int i = in.readVarint(); i > 0; i--) {
      long account = in.readLong();
      items.parts.put(account, new Part(in.readLongs(), BoughtItems.read(in, capacity)));
    }
    return items;
  }
}
