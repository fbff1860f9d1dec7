package io.rapport.core.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OwnersTest {

  /** A login, or a logout with an empty owner. */
  record Claim(String owner, long time) {}

  @Provide
  Arbitrary<List<Claim>> claims() {
    return Combinators.combine(
            Arbitraries.of("shop/anna", "shop/bert", ""), Arbitraries.longs().between(0, 30))
        .as(Claim::new)
        .list()
        .ofMaxSize(20);
  }

  /** In the order of event time an event belongs to whoever made the last claim before it. */
  @Property(tries = 500)
  void theLastClaimBeforeAnEventHolds(@ForAll("claims") List<Claim> claims) {
    List<Claim> sorted = new ArrayList<>(claims);
    sorted.sort(Comparator.comparingLong(Claim::time).thenComparing(Claim::owner));
    Owners owners = owners(sorted);
    for (long time = 0; time <= 31; time++) {
      String expected = firstOwner(sorted);
      for (Claim claim : sorted) {
        if (claim.time <= time) {
          expected = claim.owner;
        }
      }
      assertThat(owners.at(time))
          .as("%s at %d", sorted, time)
          .isEqualTo(expected.isEmpty() ? null : expected);
    }
  }

  /** Of the claims at the earliest time. */
  private static String firstOwner(List<Claim> sorted) {
    String owner = "";
    for (Claim claim : sorted) {
      if (claim.time == sorted.get(0).time) {
        owner = claim.owner;
      }
    }
    return owner;
  }

  /** A claim divides a term that it meets, so that the latest claim holds in any order. */
  @Property(tries = 500)
  void thePresentOwnerDoesNotDependOnTheOrder(@ForAll("claims") List<Claim> claims) {
    Owners owners = owners(claims);
    String last =
        claims.stream()
            .max(Comparator.comparingLong(Claim::time).thenComparing(Claim::owner))
            .map(Claim::owner)
            .orElse("");
    assertThat(owners.current()).isEqualTo(last.isEmpty() ? null : last);
    PackedWriter out = new PackedWriter(64);
    owners.write(out);
    Owners restored = new Owners(32);
    restored.read(new PackedReader(out.toBytes()));
    for (long time = 0; time <= 31; time++) {
      assertThat(restored.at(time)).isEqualTo(owners.at(time));
    }
  }

  private static Owners owners(List<Claim> claims) {
    Owners owners = new Owners(32);
    for (Claim claim : claims) {
      if (claim.owner.isEmpty()) {
        owners.logout(claim.time);
      } else {
        owners.login(claim.owner, claim.time);
      }
    }
    return owners;
  }

  @Test
  void twoPeopleOnOneDevice() {
    Owners owners = new Owners(8);
    owners.login("shop/anna", 10);
    owners.logout(20);
    owners.login("shop/bert", 30);
    assertThat(owners.at(5)).isEqualTo("shop/anna");
    assertThat(owners.at(19)).isEqualTo("shop/anna");
    assertThat(owners.at(20)).isNull();
    assertThat(owners.at(30)).isEqualTo("shop/bert");
    owners.remove("shop/bert");
    assertThat(owners.current()).isNull();
    assertThat(owners.at(15)).isEqualTo("shop/anna");
  }

  @Test
  void theOldestTermsAreForgotten() {
    Owners owners = new Owners(2);
    owners.login("shop/a", 1);
    owners.login("shop/b", 2);
    owners.login("shop/c", 3);
    assertThat(owners.size()).isEqualTo(2);
    assertThat(owners.at(1)).isEqualTo("shop/b");
  }
}
