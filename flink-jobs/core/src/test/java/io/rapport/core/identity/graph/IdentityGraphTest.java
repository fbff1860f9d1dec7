package io.rapport.core.identity.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IdentityGraphTest {

  private static final int NODES = 12;

  private static Link link(String a, String b, Provenance provenance, double confidence) {
    return new Link(a, b, provenance, confidence, 0, "");
  }

  private static Link exact(String a, String b) {
    return link(a, b, Provenance.RECORD, 1);
  }

  @Test
  void customersAreConnected() {
    IdentityGraph graph = new IdentityGraph(GraphSettings.DEFAULT);
    graph.link(exact("cookie-1", "account-7"));
    graph.link(link("account-7", "ticket-3", Provenance.MATCH, 0.97));
    assertThat(graph.customer("cookie-1"))
        .containsExactlyInAnyOrder("cookie-1", "account-7", "ticket-3");
    assertThat(graph.customerId("ticket-3", String::length)).isEqualTo("cookie-1");
    assertThat(graph.customer("stranger")).containsExactly("stranger");
    assertThat(graph.links("account-7").get(0).provenance()).isEqualTo(Provenance.RECORD);
  }

  @Test
  void aNoOutweighsEveryLink() {
    IdentityGraph graph = new IdentityGraph(GraphSettings.DEFAULT);
    graph.link(link("a", "b", Provenance.MATCH, 0.9));
    graph.link(link("b", "c", Provenance.MATCH, 0.99));
    graph.separate("a", "c");
    assertThat(graph.customer("c")).containsExactlyInAnyOrder("b", "c");
    assertThat(graph.conflicts("a")).containsExactly("c");
    graph.reconcile("a", "c");
    assertThat(graph.customer("c")).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void theStrongerOfTwoLinksIsKept() {
    IdentityGraph graph = new IdentityGraph(GraphSettings.DEFAULT);
    assertThat(graph.link(link("a", "b", Provenance.MATCH, 0.9))).isTrue();
    assertThat(graph.link(link("b", "a", Provenance.DECISION, 1))).isTrue();
    assertThat(graph.link(link("a", "b", Provenance.RECORD, 1))).isFalse();
    assertThat(graph.links("a")).extracting(Link::provenance).containsExactly(Provenance.DECISION);
    assertThat(graph.size()).isEqualTo(1);
  }

  @Test
  void aNodeWithTooManyLinksConnectsNobody() {
    IdentityGraph graph = new IdentityGraph(new GraphSettings(3, 10, 20));
    for (int i = 0; i < 3; i++) {
      graph.link(exact("hub", "n" + i));
    }
    assertThat(graph.customer("hub")).hasSize(4);
    graph.link(exact("hub", "n3"));
    assertThat(graph.customer("n1")).containsExactly("n1");
    assertThat(graph.links("hub")).isEmpty();
    assertThat(graph.shared()).isOne();
    graph.link(link("hub", "n4", Provenance.DECISION, 1));
    assertThat(graph.customer("hub")).as("fewer links are stronger").contains("n4").hasSize(2);
    graph.unlink("hub", "n4");
    graph.unlink("hub", "n0");
    assertThat(graph.customer("hub")).containsExactlyInAnyOrder("hub", "n1", "n2", "n3");
    assertThat(graph.shared()).isZero();
  }

  @Test
  void aCustomerDoesNotBecomeTooLarge() {
    IdentityGraph graph = new IdentityGraph(new GraphSettings(10, 3, 20));
    graph.link(link("a", "b", Provenance.MATCH, 0.9));
    graph.link(link("b", "c", Provenance.MATCH, 0.8));
    graph.link(link("c", "d", Provenance.MATCH, 0.7));
    assertThat(graph.customer("c")).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(graph.customer("d")).containsExactly("d");
  }

  @Test
  void ofAGroupThatIsTooLargeEachIsAlone() {
    IdentityGraph graph = new IdentityGraph(new GraphSettings(10, 3, 4));
    chain(graph, 4);
    assertThat(graph.customer("n0")).hasSize(3);
    graph.link(exact("n3", "n4"));
    assertThat(graph.customer("n0")).containsExactly("n0");
    assertThat(graph.crowded()).isEqualTo(5);
    graph.unlink("n1", "n2");
    assertThat(graph.customer("n0")).containsExactlyInAnyOrder("n0", "n1");
    assertThat(graph.customer("n3")).hasSize(3);
    assertThat(graph.crowded()).isZero();
  }

  /** What a change computes anew does not grow with what is linked. */
  @Test
  void aChangeReachesNoMoreThanTheLimitsAllow() {
    IdentityGraph graph = new IdentityGraph(new GraphSettings(10, 5, 20));
    chain(graph, 3_000);
    for (int i = 0; i < 3_000; i++) {
      graph.link(exact("hub", "m" + i));
    }
    graph.takeTouched();
    graph.link(exact("n3000", "n2999"));
    assertThat(graph.takeTouched()).hasSizeLessThanOrEqualTo(2);
    graph.unlink("n1500", "n1501");
    assertThat(graph.takeTouched()).hasSizeLessThanOrEqualTo(2);
    graph.link(exact("hub", "n1"));
    assertThat(graph.takeTouched()).hasSizeLessThanOrEqualTo(2);
  }

  private static void chain(IdentityGraph graph, int nodes) {
    for (int i = 1; i < nodes; i++) {
      graph.link(exact("n" + (i - 1), "n" + i));
    }
  }

  @Test
  void refusesWhatIsNoLink() {
    assertThatThrownBy(() -> exact("a", "a")).hasMessageContaining("two nodes");
    assertThatThrownBy(() -> link("a", "b", Provenance.RECORD, 1.5))
        .hasMessageContaining("confidence");
  }

  /** Links and conflicts that are taken back leave what was never linked. */
  @Property(tries = 300)
  void aMergeThatIsUndoneNeverWas(
      @ForAll long seed, @ForAll @IntRange(max = 15) int undone, @ForAll boolean tight) {
    Random random = new Random(seed);
    GraphSettings settings = tight ? new GraphSettings(3, 4, 7) : GraphSettings.DEFAULT;
    List<Link> kept = links(random, 15);
    List<Link> taken = links(random, undone);
    taken.removeIf(link -> kept.stream().anyMatch(other -> same(link, other)));
    IdentityGraph plain = new IdentityGraph(settings);
    kept.forEach(plain::link);
    IdentityGraph graph = new IdentityGraph(settings);
    List<Link> all = new ArrayList<>(kept);
    all.addAll(taken);
    Collections.shuffle(all, random);
    all.forEach(graph::link);
    graph.separate("1", "2");
    Collections.shuffle(taken, random);
    taken.forEach(link -> graph.unlink(link.first(), link.second()));
    graph.reconcile("1", "2");
    for (int node = 0; node < NODES; node++) {
      assertThat(graph.customer("" + node)).isEqualTo(plain.customer("" + node));
    }
    assertThat(graph.size()).isEqualTo(plain.size());
  }

  /** Customers by their definition, whatever the order of changes, and after a restore. */
  @Property(tries = 600)
  void customersAreThoseOfTheDefinition(
      @ForAll long seed, @ForAll @IntRange(max = 6) int conflicts, @ForAll boolean tight) {
    Random random = new Random(seed);
    GraphSettings settings = tight ? new GraphSettings(3, 4, 7) : GraphSettings.DEFAULT;
    IdentityGraph graph = new IdentityGraph(settings);
    Map<Set<String>, Link> links = new HashMap<>();
    Set<Set<String>> apart = new HashSet<>();
    for (Link link : links(random, 25)) {
      graph.link(link);
      links.merge(
          Set.of(link.first(), link.second()),
          link,
          (a, b) -> Link.STRONGEST.compare(a, b) <= 0 ? a : b);
      if (apart.size() < conflicts) {
        String a = "" + random.nextInt(NODES);
        String b = "" + random.nextInt(NODES);
        if (!a.equals(b)) {
          graph.separate(a, b);
          apart.add(Set.of(a, b));
        }
      }
      if (random.nextInt(4) == 0) {
        Link gone = List.copyOf(links.values()).get(random.nextInt(links.size()));
        graph.unlink(gone.first(), gone.second());
        links.remove(Set.of(gone.first(), gone.second()));
      }
    }
    Map<String, Set<String>> expected = definition(links.values(), apart, settings);
    expected.forEach((node, nodes) -> assertThat(graph.customer(node)).isEqualTo(nodes));
    IdentityGraph restored = new IdentityGraph(settings);
    apart.forEach(pair -> separate(restored, List.copyOf(pair)));
    restored.restore(links.values());
    expected.forEach((node, nodes) -> assertThat(restored.customer(node)).isEqualTo(nodes));
    assertThat(restored.crowded()).isEqualTo(graph.crowded());
    assertThat(restored.shared()).isEqualTo(graph.shared());
  }

  private static void separate(IdentityGraph graph, List<String> pair) {
    graph.separate(pair.get(0), pair.get(1));
  }

  /** All links that count from the strongest; one conflict, or too many nodes, forbids. */
  private static Map<String, Set<String>> definition(
      Collection<Link> links, Set<Set<String>> apart, GraphSettings settings) {
    List<Link> counting =
        links.stream()
            .filter(
                link ->
                    Stream.of(link.first(), link.second())
                        .allMatch(node -> strongerAt(node, link, links) <= settings.maxNodeLinks()))
            .sorted(Link.STRONGEST)
            .toList();
    Map<String, Set<String>> groups = alone();
    counting.forEach(link -> unite(link, groups));
    Map<String, Set<String>> customers = alone();
    for (Link link : counting) {
      Set<String> union = new HashSet<>(customers.get(link.first()));
      union.addAll(customers.get(link.second()));
      if (groups.get(link.first()).size() <= settings.maxLinked()
          && union.size() <= settings.maxCustomer()
          && apart.stream().noneMatch(union::containsAll)) {
        unite(link, customers);
      }
    }
    return customers;
  }

  private static long strongerAt(String node, Link link, Collection<Link> links) {
    return links.stream()
        .filter(other -> other.first().equals(node) || other.second().equals(node))
        .filter(other -> other.provenance().compareTo(link.provenance()) <= 0)
        .count();
  }

  private static Map<String, Set<String>> alone() {
    Map<String, Set<String>> alone = new HashMap<>();
    for (int node = 0; node < NODES; node++) {
      alone.put("" + node, Set.of("" + node));
    }
    return alone;
  }

  private static void unite(Link link, Map<String, Set<String>> sets) {
    Set<String> union = new HashSet<>(sets.get(link.first()));
    union.addAll(sets.get(link.second()));
    union.forEach(node -> sets.put(node, union));
  }

  private static boolean same(Link a, Link b) {
    return a.first().equals(b.first()) && a.second().equals(b.second());
  }

  private static List<Link> links(Random random, int count) {
    List<Link> links = new ArrayList<>();
    while (links.size() < count) {
      int a = random.nextInt(NODES);
      int b = random.nextInt(NODES);
      if (a != b) {
        links.add(
            new Link(
                "" + a,
                "" + b,
                List.of(Provenance.values()).get(random.nextInt(3)),
                random.nextInt(4) / 4.0,
                random.nextInt(3),
                ""));
      }
    }
    return links;
  }
}
