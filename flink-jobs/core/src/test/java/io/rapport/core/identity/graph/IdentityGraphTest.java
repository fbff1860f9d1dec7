package io.rapport.core.identity.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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
  void nodesLinksAndCustomersAreBounded() {
    IdentityGraph graph = new IdentityGraph(new GraphSettings(100, 2, 3));
    for (int i = 0; i < 5; i++) {
      graph.link(link("hub", "n" + i, Provenance.MATCH, 0.5 + i * 0.1));
    }
    assertThat(graph.links("hub")).hasSize(2);
    assertThat(graph.customer("hub")).containsExactlyInAnyOrder("hub", "n3", "n4");
    graph.link(link("n4", "n5", Provenance.MATCH, 0.5));
    assertThat(graph.customer("n4")).hasSize(3).doesNotContain("n5");
    IdentityGraph small = new IdentityGraph(new GraphSettings(1, 2, 3));
    assertThat(small.link(exact("a", "b"))).isTrue();
    assertThat(small.link(exact("c", "d"))).isFalse();
  }

  @Test
  void refusesWhatIsNoLink() {
    assertThatThrownBy(() -> exact("a", "a")).hasMessageContaining("two nodes");
    assertThatThrownBy(() -> link("a", "b", Provenance.RECORD, 1.5))
        .hasMessageContaining("confidence");
  }

  /** Links and conflicts that are taken back leave what was never linked. */
  @Property(tries = 300)
  void aMergeThatIsUndoneNeverWas(@ForAll long seed, @ForAll @IntRange(max = 15) int undone) {
    Random random = new Random(seed);
    List<Link> kept = links(random, 15);
    List<Link> taken = links(random, undone);
    taken.removeIf(link -> kept.stream().anyMatch(other -> same(link, other)));
    IdentityGraph plain = new IdentityGraph(GraphSettings.DEFAULT);
    kept.forEach(plain::link);
    IdentityGraph graph = new IdentityGraph(GraphSettings.DEFAULT);
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

  /** Customers by their definition: all links from the strongest, one conflict forbids. */
  @Property(tries = 300)
  void customersAreThoseOfTheDefinition(
      @ForAll long seed, @ForAll @IntRange(max = 6) int conflicts) {
    Random random = new Random(seed);
    IdentityGraph graph = new IdentityGraph(GraphSettings.DEFAULT);
    Map<Set<String>, Link> links = new HashMap<>();
    Set<Set<String>> apart = new HashSet<>();
    for (Link link : links(random, 20)) {
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
    Map<String, Set<String>> expected = new HashMap<>();
    for (int node = 0; node < NODES; node++) {
      expected.put("" + node, Set.of("" + node));
    }
    links.values().stream()
        .sorted(Link.STRONGEST)
        .forEach(
            link -> {
              Set<String> union = new HashSet<>(expected.get(link.first()));
              union.addAll(expected.get(link.second()));
              if (apart.stream().noneMatch(union::containsAll)) {
                union.forEach(node -> expected.put(node, union));
              }
            });
    expected.forEach((node, nodes) -> assertThat(graph.customer(node)).isEqualTo(nodes));
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
                random.nextBoolean() ? Provenance.RECORD : Provenance.MATCH,
                random.nextInt(4) / 4.0,
                random.nextInt(3),
                ""));
      }
    }
    return links;
  }
}
