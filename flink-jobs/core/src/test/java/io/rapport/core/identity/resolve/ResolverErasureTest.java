package io.rapport.core.identity.resolve;

import static io.rapport.core.identity.resolve.PersonSamples.isabelle;
import static io.rapport.core.identity.resolve.PersonSamples.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.Role;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/** Erasures, and the records of erased persons that arrive later. */
class ResolverErasureTest {

  private static final ResolverSettings SETTINGS = ResolverSettings.DEFAULT;

  private final Results results = new Results();
  private final Resolver resolver = new Resolver(SETTINGS, results);

  @Test
  void anOldRecordOfAnErasedPersonsKindIsNotKeptWhenItArrivesLater() {
    resolver.add(isabelle("a", 100), null);
    resolver.erase("a", 500, "r1");
    Resolver later = ResolverTest.restored(resolver, new HashMap<>(), SETTINGS, results);
    assertThat(later.add(record("b", "shop", 450, PersonSamples.ISABELLE), null)).isFalse();
    assertThat(results.identities).isEmpty();
    assertThat(results.erased).as("likeness is no proof").isEmpty();
    assertThat(later.add(isabelle("b", 501), null)).as("of after the erasure").isTrue();
    assertThat(results.identities.keySet()).containsExactly("b");
  }

  @Test
  void fatherAndSonOfOneNameAndTelephoneAreToldApart() {
    resolver.add(wexford("father", "1950-02-03", 100), null);
    resolver.erase("father", 500, "r1");
    Resolver later = ResolverTest.restored(resolver, new HashMap<>(), SETTINGS, results);
    assertThat(later.add(wexford("son", "1980-04-05", 450), null)).isTrue();
    assertThat(later.add(wexford("again", "1950-02-03", 450), null)).isFalse();
  }

  private static PersonRecord wexford(String id, String birthDate, long time) {
    return record(
        id,
        "crm",
        time,
        Role.GIVEN_NAME,
        "Oliver",
        Role.FAMILY_NAME,
        "Wexford",
        Role.PHONE,
        "+442071234567",
        Role.BIRTH_DATE,
        birthDate);
  }

  @Test
  void aRecordThatNamesAnErasedIdIsErasedToo() {
    resolver.erase("a", 500, "r1");
    assertThat(resolver.add(record("b", "crm", 450, Role.GIVEN_NAME, "Max"), "a")).isFalse();
    assertThat(resolver.add(record("c", "crm", 460, Role.GIVEN_NAME, "Max"), "b")).isFalse();
    assertThat(results.erased).containsExactly("b r1 500", "c r1 500");
  }

  @Test
  void othersStay() {
    resolver.add(
        record(
            "a",
            "crm",
            100,
            Role.GIVEN_NAME,
            "Isabelle",
            Role.FAMILY_NAME,
            "Wexford",
            Role.E_MAIL,
            "family@wexford.example"),
        null);
    resolver.add(isabelle("known", 110), null);
    resolver.erase("a", 500, "r1");
    // Another of the household, with the same address.
    assertThat(
            resolver.add(
                record(
                    "d",
                    "crm",
                    450,
                    Role.GIVEN_NAME,
                    "Oliver",
                    Role.FAMILY_NAME,
                    "Wexford",
                    Role.E_MAIL,
                    "family@wexford.example"),
                null))
        .isTrue();
    // A namesake with another address, and a record of nobody's name.
    assertThat(resolver.add(isabelle("e", 450), null)).isTrue();
    assertThat(resolver.add(record("f", "crm", 450, Role.E_MAIL, "family@wexford.example"), null))
        .isTrue();
    assertThat(results.erased).isEmpty();
  }
}
