package io.rapport.core.identity.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GoldenRecordTest {

  private static final List<PersonRecord> RECORDS =
      List.of(
          record("r1", "shop", 1, "Liz", "1 Old Road"),
          record("r2", "shop", 2, "liz", ""),
          record("r3", "desk", 3, "Elizabeth", "2 New Road"));

  private static PersonRecord record(
      String id, String source, long time, String name, String road) {
    return PersonRecord.builder(id)
        .source(source)
        .time(time)
        .add(Role.GIVEN_NAME, name)
        .add(Role.STREET, road)
        .build();
  }

  private static GoldenField name(SurvivorshipRule rule, String... trusted) {
    Survivorship rules = new Survivorship(Map.of(), rule, List.of(trusted));
    return GoldenRecord.of(RECORDS, rules).field(Role.GIVEN_NAME).orElseThrow();
  }

  @Test
  void everyRuleHasItsWinnerAndNamesItsSource() {
    assertThat(name(SurvivorshipRule.NEWEST))
        .isEqualTo(new GoldenField("Elizabeth", "desk", "r3", 3, SurvivorshipRule.NEWEST, 1));
    assertThat(name(SurvivorshipRule.MOST_FREQUENT))
        .isEqualTo(new GoldenField("liz", "shop", "r2", 2, SurvivorshipRule.MOST_FREQUENT, 2));
    assertThat(name(SurvivorshipRule.LONGEST).value()).isEqualTo("Elizabeth");
    assertThat(name(SurvivorshipRule.MOST_TRUSTED, "shop", "desk").record()).isEqualTo("r2");
    assertThat(name(SurvivorshipRule.MOST_TRUSTED, "desk").record()).isEqualTo("r3");
  }

  @Test
  void theDefaultTakesTheNewestAddressAndTheUsualName() {
    GoldenRecord golden = GoldenRecord.of(RECORDS, Survivorship.DEFAULT);
    assertThat(golden.field(Role.STREET).orElseThrow().value()).isEqualTo("2 New Road");
    assertThat(golden.field(Role.GIVEN_NAME).orElseThrow().value()).isEqualTo("liz");
    assertThat(golden.field(Role.PHONE)).isEmpty();
  }

  @Property(tries = 200)
  void theOrderOfTheRecordsDoesNotMatter(@ForAll long seed, @ForAll SurvivorshipRule rule) {
    Random random = new Random(seed);
    List<PersonRecord> records = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      records.add(
          record(
              "r" + i,
              "s" + random.nextInt(3),
              random.nextInt(4),
              "n".repeat(random.nextInt(4)),
              "x" + random.nextInt(2)));
    }
    Survivorship rules = new Survivorship(Map.of(), rule, List.of("s1", "s0"));
    GoldenRecord golden = GoldenRecord.of(records, rules);
    Collections.shuffle(records, random);
    assertThat(GoldenRecord.of(records, rules)).isEqualTo(golden);
    golden
        .field(Role.GIVEN_NAME)
        .ifPresent(
            field -> {
              List<PersonRecord> named =
                  records.stream()
                      .filter(record -> !record.of(Role.GIVEN_NAME).get(0).isEmpty())
                      .toList();
              if (rule == SurvivorshipRule.NEWEST) {
                assertThat(field.time())
                    .isEqualTo(named.stream().mapToLong(PersonRecord::time).max().orElseThrow());
              }
              if (rule == SurvivorshipRule.LONGEST) {
                assertThat(field.value().length())
                    .isEqualTo(
                        named.stream()
                            .mapToInt(record -> record.of(Role.GIVEN_NAME).get(0).length())
                            .max()
                            .orElseThrow());
              }
            });
  }
}
