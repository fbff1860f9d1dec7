package io.rapport.core.identity.link;

import static io.rapport.core.identity.Persons.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.identity.Persons;
import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.Role;
import io.rapport.core.identity.settings.IdentitySettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkerTest {

  private static final String[][] STRANGERS = {
    {"Anna", "Berger", "1980-03-04"},
    {"Carl", "Dornfeld", "1971-11-23"},
    {"Emma", "Falkner", "1993-07-30"},
    {"Greta", "Hahn", "1958-01-17"},
    {"Ivan", "Jansen", "2001-09-09"},
    {"Karla", "Lindner", "1966-05-12"},
    {"Max", "Neumann", "1989-12-02"},
    {"Olga", "Petersen", "1975-08-28"},
    {"Robert", "Sommer", "1949-04-19"},
    {"Tessa", "Ulrich", "1984-06-06"},
  };

  private final Map<String, Long> assigned = new HashMap<>();
  private final Linker linker = new Linker(IdentitySettings.DEFAULT, assigned::put);

  /** A population in which names are usual and addresses are not. */
  @BeforeEach
  void populate() {
    for (PersonRecord record : Persons.population(600, 1, 11)) {
      linker.add(record);
    }
  }

  private LinkDecision add(String id, Object... rolesAndValues) {
    return linker.add(record(id, rolesAndValues));
  }

  private long customersOf(String prefix) {
    return assigned.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(Map.Entry::getValue)
        .distinct()
        .count();
  }

  private void addStrangers(Role role, String value) {
    for (int i = 0; i < STRANGERS.length; i++) {
      add(
          "s" + i,
          Role.GIVEN_NAME,
          STRANGERS[i][0],
          Role.FAMILY_NAME,
          STRANGERS[i][1],
          Role.BIRTH_DATE,
          STRANGERS[i][2],
          role,
          value);
    }
    linker.settle();
  }

  @Test
  void linksAMistypedRecordAndSaysWhy() {
    add(
        "a",
        Role.GIVEN_NAME,
        "Isabelle",
        Role.FAMILY_NAME,
        "Wexford",
        Role.BIRTH_DATE,
        "1980-03-04",
        Role.POSTCODE,
        "4011");
    LinkDecision decision =
        add(
            "b",
            Role.GIVEN_NAME,
            "Isabele",
            Role.FAMILY_NAME,
            "Wexford",
            Role.BIRTH_DATE,
            "1980-04-03",
            Role.POSTCODE,
            "4101");
    assertThat(decision.kind()).isEqualTo(LinkDecision.Kind.LINK);
    assertThat(decision.match()).isEqualTo("a");
    assertThat(decision.confidence()).isGreaterThan(0.9);
    assertThat(decision.customer())
        .isEqualTo(linker.records().customer("a"))
        .isEqualTo(decision.other());
    assertThat(decision.explanation())
        .startsWith("Same person as a: ")
        .contains("same family name 'wexford' (+")
        .contains("day and month of the birth date exchanged (+")
        .contains("one letter of the given name differs (+")
        .contains("one digit of the postcode differs (+")
        .endsWith(".");
    assertThat(linker.records().together("b")).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void linksExchangedNamesAndNicknames() {
    add(
        "a",
        Role.GIVEN_NAME,
        "Robert",
        Role.FAMILY_NAME,
        "Quillfeather",
        Role.BIRTH_DATE,
        "1980-03-04");
    assertThat(
            add(
                    "b",
                    Role.GIVEN_NAME,
                    "Quillfether",
                    Role.FAMILY_NAME,
                    "Robert",
                    Role.BIRTH_DATE,
                    "1980-03-04")
                .kind())
        .isEqualTo(LinkDecision.Kind.LINK);
    assertThat(
            add(
                    "c",
                    Role.GIVEN_NAME,
                    "Bob",
                    Role.FAMILY_NAME,
                    "Quillfeather",
                    Role.BIRTH_DATE,
                    "1980-03-04")
                .customer())
        .isEqualTo(linker.records().customer("a"));
  }

  @Test
  void aNameAloneGoesToReviewOrStaysApart() {
    add("a", Role.GIVEN_NAME, "Anna", Role.FAMILY_NAME, "Bergmann");
    add("b", Role.GIVEN_NAME, "Anna", Role.FAMILY_NAME, "Bergman");
    assertThat(customersOf("a") + customersOf("b")).isEqualTo(2);
  }

  @Test
  void theMailboxOfAnOfficeMergesNobody() {
    addStrangers(Role.E_MAIL, "info@company.example");
    assertThat(customersOf("s")).isEqualTo(STRANGERS.length);
  }

  @Test
  void thePhoneOfACallCentreMergesNobody() {
    addStrangers(Role.PHONE, "+49 30 5551234");
    assertThat(customersOf("s")).isEqualTo(STRANGERS.length);
    LinkDecision nameless = add("t", Role.PHONE, "030 5551234");
    assertThat(nameless.kind()).isEqualTo(LinkDecision.Kind.NEW);
  }

  @Test
  void aPlaceholderMergesNobody() {
    addStrangers(Role.PHONE, "0000000000");
    assertThat(customersOf("s")).isEqualTo(STRANGERS.length);
  }

  @Test
  void aSharedDeviceMergesNobody() {
    addStrangers(Role.DEVICE, "kiosk-7");
    assertThat(customersOf("s")).isEqualTo(STRANGERS.length);
  }

  /** One household: family name, address, e-mail address and telephone number are the same. */
  @Test
  void aFamilyStaysSeveralPersons() {
    String[][] family = {
      {"Anna", "1980-03-04"},
      {"Robert", "1978-10-21"},
      {"Emma", "2011-02-27"},
      {"Max", "2013-06-15"}
    };
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < family.length; i++) {
        add(
            "f" + i + "-" + round,
            Role.GIVEN_NAME,
            family[i][0],
            Role.FAMILY_NAME,
            "Wexford",
            Role.BIRTH_DATE,
            family[i][1],
            Role.STREET,
            "Mill Lane",
            Role.NUMBER,
            "12",
            Role.LOCALITY,
            "Oxbridge",
            Role.POSTCODE,
            "4011",
            Role.E_MAIL,
            "wexford@mail.example",
            Role.PHONE,
            "0305551234");
      }
    }
    linker.settle();
    for (int i = 0; i < family.length; i++) {
      assertThat(linker.records().together("f" + i + "-0"))
          .containsExactlyInAnyOrder("f" + i + "-0", "f" + i + "-1");
    }
  }

  @Test
  void twinsGoToReview() {
    add(
        "a",
        Role.GIVEN_NAME,
        "Anna",
        Role.FAMILY_NAME,
        "Wexford",
        Role.BIRTH_DATE,
        "1980-03-04",
        Role.STREET,
        "Mill Lane",
        Role.NUMBER,
        "12",
        Role.POSTCODE,
        "4011");
    LinkDecision twin =
        add(
            "b",
            Role.GIVEN_NAME,
            "Emma",
            Role.FAMILY_NAME,
            "Wexford",
            Role.BIRTH_DATE,
            "1980-03-04",
            Role.STREET,
            "Mill Lane",
            Role.NUMBER,
            "12",
            Role.POSTCODE,
            "4011");
    assertThat(twin.kind()).isEqualTo(LinkDecision.Kind.REVIEW);
    assertThat(twin.other())
        .isEqualTo(linker.records().customer("a"))
        .isNotEqualTo(twin.customer());
    assertThat(twin.explanation())
        .startsWith("Perhaps the same person as a: ")
        .contains("; against it: different given names (-");
  }

  @Test
  void aPersonsNoIsKept() {
    Object[] values = {
      Role.GIVEN_NAME, "Isabelle", Role.FAMILY_NAME, "Wexford", Role.BIRTH_DATE, "1980-03-04"
    };
    add("a", values);
    add("b", values);
    assertThat(linker.records().customer("a")).isEqualTo(linker.records().customer("b"));
    assertThat(linker.separate("a", "b")).isTrue();
    assertThat(linker.records().customer("a")).isNotEqualTo(linker.records().customer("b"));
    linker.settle();
    assertThat(linker.records().customer("a")).isNotEqualTo(linker.records().customer("b"));
    assertThat(linker.separate("a", "unheard")).isFalse();
    add("c", values);
    assertThat(linker.records().together("c")).hasSize(2);
    linker.reconcile("a", "b");
    linker.settle();
    assertThat(linker.records().together("a")).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void findsTheRecordsOfOnePerson() {
    Map<String, Long> found = new HashMap<>();
    Linker fresh = new Linker(IdentitySettings.DEFAULT, found::put);
    List<PersonRecord> records = Persons.population(500, 3, 5);
    records.forEach(fresh::add);
    fresh.settle();
    int wrong = 0;
    for (int person = 0; person < 500; person++) {
      Set<Long> customers = new HashSet<>();
      for (int copy = 0; copy < 3; copy++) {
        customers.add(found.get(person + "-" + copy));
      }
      wrong += customers.size() - 1;
    }
    assertThat(wrong).isLessThan(10);
    assertThat(new HashSet<>(found.values()).size()).isBetween(495, 515);
    assertThat(fresh.comparisons()).isLessThan(50L * records.size());
  }

  @Test
  void theSameRecordsGiveTheSameCustomers() {
    List<PersonRecord> records = Persons.population(300, 2, 3);
    Map<String, Long> first = new HashMap<>();
    Linker one = new Linker(IdentitySettings.DEFAULT, first::put);
    Map<String, Long> second = new HashMap<>();
    Linker other = new Linker(IdentitySettings.DEFAULT, second::put);
    for (PersonRecord record : records) {
      assertThat(one.add(record)).isEqualTo(other.add(record));
    }
    one.settle();
    other.settle();
    assertThat(first).isEqualTo(second);
  }

  @Test
  void keepsNoMoreRecordsThanItMay() {
    IdentitySettings small = IdentitySettings.DEFAULT.with(s -> s.maxRecords(50));
    Map<String, Long> found = new HashMap<>();
    Linker bounded = new Linker(small, found::put);
    List<PersonRecord> records = Persons.population(200, 2, 9);
    for (PersonRecord record : records) {
      bounded.add(record);
      assertThat(bounded.size()).isLessThanOrEqualTo(50);
      assertThat(bounded.records().customer(record.id())).isEqualTo(found.get(record.id()));
    }
    assertThat(bounded.records().customer(records.get(0).id())).isEqualTo(-1);
    bounded.settle();
    assertThat(found).hasSize(400);
  }

  @Test
  void aRecordThatComesAgainReplacesTheOneBefore() {
    int before = linker.size();
    add("a", Role.GIVEN_NAME, "Isabelle", Role.FAMILY_NAME, "Wexford");
    add("a", Role.GIVEN_NAME, "Isabelle", Role.FAMILY_NAME, "Wexford-Smith");
    assertThat(linker.size()).isEqualTo(before + 1);
    assertThat(linker.records().together("a")).containsExactly("a");
  }

  @Test
  void earlierRecordsAreLinkedAgainOnlyWithinTheBudget() {
    List<PersonRecord> records = Persons.population(500, 3, 5);
    IdentitySettings none = IdentitySettings.DEFAULT.with(s -> s.maxComparisons(0));
    Linker once = new Linker(none, Assignments.IGNORED);
    Linker again = new Linker(IdentitySettings.DEFAULT, Assignments.IGNORED);
    records.forEach(once::add);
    records.forEach(again::add);
    assertThat(once.comparisons()).isLessThan(again.comparisons());
    long before = once.comparisons();
    once.settle();
    assertThat(once.comparisons()).isEqualTo(before);
  }
}
