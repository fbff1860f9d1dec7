package io.rapport.core.recommendation.visit;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The person that an account is part of. The account's own profile decides which one; the person's
 * profile says what the person has. Each comes in order, but either may come first, and a message
 * from a person that the account has left may come last: those of several persons are known.
 *
 * @param whole customer id of the person, perhaps the account; null while the account is alone
 * @param known the last message of each person, at most {@value #MOST}
 */
record Membership(String whole, List<PersonStatus> known) {

  private static final int MOST = 4;

  static final Membership NONE = new Membership(null, List.of());

  /** The membership after the account's own profile. */
  Membership with(CustomerStatus own) {
    if (own.isGone()) {
      return NONE;
    }
    if (own.accounts().size() > 1) {
      PersonStatus itself = PersonStatus.of(own, own.customerId());
      return new Membership(own.customerId(), known).with(itself);
    }
    return Objects.equals(own.mergedInto(), whole) ? this : new Membership(own.mergedInto(), known);
  }

  /** The membership after the profile of a person. */
  Membership with(PersonStatus told) {
    PersonStatus before = of(told.customerId());
    if (told.says(before)) {
      return this;
    }
    List<PersonStatus> now = new ArrayList<>(known);
    now.remove(before);
    now.add(told);
    if (now.size() > MOST) {
      now.remove(now.get(0).customerId().equals(whole) ? 1 : 0);
    }
    return new Membership(whole, List.copyOf(now));
  }

  /** The last message of the person; null while the account is alone, or nothing is known yet. */
  PersonStatus person() {
    return of(whole);
  }

  private PersonStatus of(String customerId) {
    for (PersonStatus person : known) {
      if (person.customerId().equals(customerId)) {
        return person;
      }
    }
    return null;
  }

  /** Whether the account gives the person its id. */
  boolean isLedBy(String account) {
    return account.equals(whole);
  }

  /** The accounts of the person; none while the account is alone. */
  List<String> accounts() {
    return person() == null ? List.of() : person().accounts();
  }

  boolean isEmpty() {
    return equals(NONE);
  }

  void write(PackedWriter out) {
    out.writeNullableString(whole);
    out.writeVarint(known.size());
    for (PersonStatus person : known) {
      out.writeString(person.site());
      out.writeString(person.account());
      out.writeString(person.customerId());
      out.writeLong(person.time());
      out.writeByte(person.status().code());
      write(person.cookies(), out);
      write(person.accounts(), out);
    }
  }

  private static void write(List<String> texts, PackedWriter out) {
    out.writeVarint(texts.size());
    texts.forEach(out::writeString);
  }

  static Membership read(PackedReader in) {
    String whole = in.readNullableString();
    List<PersonStatus> known = new ArrayList<>();
    for (int left = in.readVarint(); left > 0; left--) {
      known.add(
          new PersonStatus(
              in.readString(),
              in.readString(),
              in.readString(),
              in.readLong(),
              VisitorStatus.of(in.readByte()),
              texts(in),
              texts(in)));
    }
    return new Membership(whole, List.copyOf(known));
  }

  private static List<String> texts(PackedReader in) {
    List<String> texts = new ArrayList<>();
    for (int left = in.readVarint(); left > 0; left--) {
      texts.add(in.readString());
    }
    return texts;
  }
}
