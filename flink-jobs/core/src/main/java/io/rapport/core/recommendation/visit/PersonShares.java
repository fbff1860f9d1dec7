package io.rapport.core.recommendation.visit;

import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Shares an account's newest purchases with the cookies of the person that it is part of, and takes
 * them back from those that are the person's no longer. A cookie keeps them apart from what it
 * knows of other accounts, so that an account which leaves takes along exactly what it brought.
 */
final class PersonShares {

  private Membership membership = Membership.NONE;
  private Set<String> informed = Set.of(); // cookies that know the purchases
  private final List<SharedPurchases> messages = new ArrayList<>(); // since the last beginning
  private boolean otherAccounts; // since the last beginning

  /** Begins another message to the account. */
  void begin() {
    messages.clear();
    otherAccounts = false;
  }

  void apply(CustomerStatus own) {
    become(membership.with(own));
  }

  void apply(PersonStatus person) {
    become(membership.with(person));
  }

  private void become(Membership now) {
    otherAccounts = !now.accounts().equals(membership.accounts());
    membership = now;
  }

  /**
   * Tells the cookies of the person.
   *
   * @param own cookies of the account, which have copies of their own
   * @param added event id of the purchase just made; null if the purchases have not changed
   */
  void share(String site, String account, AccountOrders orders, List<String> own, String added) {
    Set<String> now = new TreeSet<>();
    if (membership.person() != null && !orders.isEmpty()) {
      now.addAll(membership.person().cookies());
      now.removeAll(own);
    }
    for (String cookie : informed) {
      if (!now.contains(cookie)) {
        messages.add(new SharedPurchases(site, cookie, account, List.of(), List.of(), null));
      }
    }
    List<PurchaseEvent> all = orders.all();
    for (String cookie : now) {
      if (added != null || otherAccounts || !informed.contains(cookie)) {
        messages.add(new SharedPurchases(site, cookie, account, membership.accounts(), all, added));
      }
    }
    informed = now;
  }

  List<SharedPurchases> messages() {
    return List.copyOf(messages);
  }

  /** The stricter one of the account's own status and the person's. */
  VisitorStatus status(VisitorStatus own) {
    return membership.person() == null ? own : own.or(membership.person().status());
  }

  /** Whether the account gives a person of several accounts its id. */
  boolean leads(String account) {
    return membership.isLedBy(account);
  }

  /** All that a message can change. */
  List<Object> content() {
    return List.of(membership, informed);
  }

  boolean isEmpty() {
    return membership.isEmpty() && informed.isEmpty();
  }

  void write(PackedWriter out) {
    membership.write(out);
    out.writeVarint(informed.size());
    informed.forEach(out::writeString);
  }

  void read(PackedReader in) {
    membership = Membership.read(in);
    informed = new LinkedHashSet<>();
    for (int left = in.readVarint(); left > 0; left--) {
      informed.add(in.readString());
    }
  }
}
