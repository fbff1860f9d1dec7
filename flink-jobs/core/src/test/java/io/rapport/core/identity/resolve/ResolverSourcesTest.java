package io.rapport.core.identity.resolve;

import static io.rapport.core.identity.resolve.PersonSamples.isabelle;
import static io.rapport.core.identity.resolve.PersonSamples.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.identity.golden.GoldenField;
import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The records of several sources of one customer id. */
class ResolverSourcesTest {

  private static final ResolverSettings SETTINGS = ResolverSettings.DEFAULT;
  private static final List<Role> ROLES = List.of(Role.values());

  private final Results results = new Results();
  private final Resolver resolver = new Resolver(SETTINGS, results);

  private GoldenField golden(String id, Role role) {
    return results.identities.get(id).golden().field(role).orElse(null);
  }

  @Test
  void noSourceOverwritesWhatAnotherKnows() {
    resolver.add(isabelle("c1", 100), null);
    resolver.add(record("c1", "newsletter", 200, Role.E_MAIL, "isa@letters.example"), null);
    assertThat(golden("c1", Role.E_MAIL).value()).isEqualTo("isa@letters.example");
    assertThat(golden("c1", Role.E_MAIL).source()).isEqualTo("newsletter");
    assertThat(golden("c1", Role.FAMILY_NAME).source()).isEqualTo("crm");
    assertThat(results.identities.get("c1").members().get(0).source()).isEqualTo("newsletter, crm");
    // An older record of another source is no news of this one.
    assertThat(resolver.add(record("c1", "crm", 150, Role.PHONE, "030123456"), null)).isTrue();
    assertThat(golden("c1", Role.PHONE).source()).isEqualTo("crm");
    assertThat(golden("c1", Role.E_MAIL).value()).isEqualTo("isa@letters.example");
  }

  @Test
  void aSourceDeletesItsOwnRecordAlone() {
    resolver.add(isabelle("c1", 100), null);
    resolver.add(record("c1", "newsletter", 200, Role.E_MAIL, "isa@letters.example"), "c7");
    Resolver other = ResolverTest.restored(resolver, new HashMap<>(), SETTINGS, results);
    assertThat(other.remove("c1", "shop", 300)).isFalse();
    assertThat(other.remove("c1", "newsletter", 199)).isFalse();
    assertThat(other.person("c7")).isEqualTo("c1");
    assertThat(other.remove("c1", "newsletter", 300)).isTrue();
    assertThat(golden("c1", Role.E_MAIL).value()).isEqualTo("i.wexford@mail.example");
    assertThat(other.person("c7")).isNull();
    assertThat(other.remove("c1", "crm", 300)).isTrue();
    assertThat(results.identities).isEmpty();
  }

  @Test
  void theOldestRecordOfTooManySourcesGivesWay() {
    Resolver small = new Resolver(SETTINGS.with(s -> s.maxSources(2)), results);
    small.add(isabelle("c1", 100), null);
    small.add(record("c1", "shop", 200, Role.PHONE, "030123456"), null);
    assertThat(golden("c1", Role.FAMILY_NAME)).isNotNull();
    small.add(record("c1", "newsletter", 300, Role.E_MAIL, "isa@letters.example"), null);
    assertThat(golden("c1", Role.FAMILY_NAME)).isNull();
    assertThat(golden("c1", Role.PHONE)).isNotNull();
    assertThat(small.counts().evictedSources()).isOne();
    assertThat(small.add(record("c1", "till", 50, Role.REGION, "North"), null)).isFalse();
  }

  /** Sources tell in any order; each of them tells in its own. */
  @Property(tries = 50)
  void theOrderOfSourcesDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    List<List<PersonRecord>> told = new ArrayList<>();
    long time = 0;
    for (int source = 0; source < 4; source++) {
      told.add(new ArrayList<>());
    }
    for (int i = 0; i < 10; i++) {
      int source = random.nextInt(4);
      time += random.nextInt(2);
      Role role = ROLES.get(random.nextInt(ROLES.size()));
      told.get(source).add(record("c1", "s" + source, time, role, "value " + random.nextInt(4)));
    }
    List<SourceRecords> outcomes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Collections.shuffle(told, random);
      SourceRecords records = SourceRecords.NONE;
      for (List<PersonRecord> source : told) {
        for (PersonRecord record : source) {
          records = records.with(record, null, 8);
        }
      }
      outcomes.add(records);
    }
    assertThat(outcomes).containsOnly(outcomes.get(0));
    assertThat(outcomes.stream().map(SourceRecords::whole).distinct()).hasSize(1);
  }
}
