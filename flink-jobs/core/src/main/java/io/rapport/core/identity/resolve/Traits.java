package io.rapport.core.identity.resolve;

import io.rapport.core.hash.Hash64;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.PersonStandardiser;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Hashes by which an erased person is known again when another account's record arrives late: the
 * sound of the names, each with an e-mail address, a telephone number, an id, or birth date and
 * postcode. A record without both names has none: of a household that shares an address, one member
 * must not stand for another.
 *
 * @param hashes of names and contact
 * @param birthDate its hash, by which father and son are told apart; 0 where it is missing
 */
record Traits(Set<Long> hashes, long birthDate) {

  /** Hashes of one record. */
  private static final int MOST = 16;

  private static final List<Field> CONTACTS = List.of(Field.NATIONAL_ID, Field.E_MAIL, Field.PHONE);

  /** The traits of a record, a function of it alone. */
  static Traits of(PersonRecord record) {
    // What a standardiser has learned of dates must not change the traits.
    Person person = new PersonStandardiser().standardise(record);
    Set<Long> hashes = new LinkedHashSet<>();
    Traits traits = new Traits(hashes, person.hash(Field.BIRTH_DATE));
    if (person.givenSound() == null || person.familySound() == null) {
      return traits;
    }
    long names = Hash64.of(person.givenSound() + "/" + person.familySound());
    if (person.has(Field.BIRTH_DATE) && person.has(Field.POSTCODE)) {
      hashes.add(
          trait(names, Hash64.mix(person.hash(Field.BIRTH_DATE)) + person.hash(Field.POSTCODE)));
    }
    for (Field field : CONTACTS) {
      for (long hash : person.hashes(field)) {
        if (hashes.size() < MOST) {
          hashes.add(trait(names, hash));
        }
      }
    }
    return traits;
  }

  private static long trait(long names, long value) {
    return Hash64.mix(names ^ Hash64.mix(value));
  }
}
