package io.rapport.core.identity.resolve;

import io.rapport.core.identity.golden.GoldenRecord;
import io.rapport.core.identity.golden.Survivorship;
import io.rapport.core.identity.graph.Edge;
import io.rapport.core.identity.graph.GraphSettings;
import io.rapport.core.identity.graph.IdentityGraph;
import io.rapport.core.identity.graph.Link;
import io.rapport.core.identity.graph.Provenance;
import io.rapport.core.identity.person.PersonRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The graph of persons that follow from decisions, records that name others, and matches. Of what
 * speaks for a link between two customer ids the strongest counts, and when it is taken back the
 * next.
 */
final class PersonGraph {

  private final IdentityGraph graph;
  private final Nodes nodes;
  private final Matches matches;
  private final Decisions decisions;
  private final Survivorship survivorship;

  PersonGraph(ResolverSettings settings, Nodes nodes, Matches matches, Decisions decisions) {
    // A record has at most a match and a name, so that records and decisions bound the links.
    int most = settings.linking().maxCustomer();
    this.graph = new IdentityGraph(new GraphSettings(most, most, settings.maxLinked()));
    this.nodes = nodes;
    this.matches = matches;
    this.decisions = decisions;
    this.survivorship = settings.survivorship();
  }

  /** Applies what is known of a pair now. */
  void refresh(Edge pair) {
    Link wanted = wanted(pair.first(), pair.second());
    Link present = graph.between(pair.first(), pair.second()).orElse(null);
    if (!Objects.equals(wanted, present)) {
      if (present != null) {
        graph.unlink(pair.first(), pair.second());
      }
      if (wanted != null) {
        graph.link(wanted);
      }
    }
  }

  /** Applies what is known of all pairs, of none of which anything was applied. */
  void restore(Collection<Edge> pairs) {
    graph.restore(
        pairs.stream()
            .map(pair -> wanted(pair.first(), pair.second()))
            .filter(Objects::nonNull)
            .toList());
  }

  private Link wanted(String a, String b) {
    PairDecision decision = decisions.on(Edge.of(a, b));
    if (decision != null && decision.kind() == PairDecision.Kind.CONFIRM) {
      return new Link(a, b, Provenance.DECISION, 1, decision.time(), decision.explanation());
    }
    if (nodes.names(a, b)) {
      boolean byFirst = nodes.of(a) != null && b.equals(nodes.of(a).sameAs());
      String by = byFirst ? a : b;
      return new Link(
          a,
          b,
          Provenance.RECORD,
          1,
          nodes.of(by).firstSeen(),
          "The record of %s names %s.".formatted(by, byFirst ? b : a));
    }
    Match match = match(a, b);
    return match == null
        ? null
        : new Link(a, b, Provenance.MATCH, match.confidence(), match.time(), match.explanation());
  }

  private Match match(String a, String b) {
    Match of = matches.of(a);
    if (of != null && of.other().equals(b)) {
      return of;
    }
    Match from = matches.of(b);
    return from != null && from.other().equals(a) ? from : null;
  }

  /** Applies or takes back that somebody said no. */
  void apart(Edge pair) {
    if (decisions.is(PairDecision.Kind.REJECT, pair)) {
      graph.separate(pair.first(), pair.second());
    } else {
      graph.reconcile(pair.first(), pair.second());
    }
  }

  /** The customer ids whose person was computed anew since the last call. */
  Set<String> takeTouched() {
    return graph.takeTouched();
  }

  /** All customer ids of a person. */
  Set<String> members(String id) {
    return graph.customer(id);
  }

  boolean together(Edge pair) {
    return graph.customer(pair.first()).contains(pair.second());
  }

  /** The customer id of an id's person; null if the id is nobody's. */
  String person(String id) {
    return nodes.of(id) == null && graph.links(id).isEmpty()
        ? null
        : graph.customerId(id, this::firstSeen);
  }

  /** The names of the sources of an id's records, that of the newest first. */
  String sources(String id) {
    return nodes.of(id).sources().names();
  }

  /** Links that are kept. */
  int links() {
    return graph.size();
  }

  /** Customer ids with so many links that none of likeness counts. */
  int shared() {
    return graph.shared();
  }

  /** Customer ids that are alone because links connect too many. */
  int crowded() {
    return graph.crowded();
  }

  private long firstSeen(String id) {
    Node node = nodes.of(id);
    long seen = node == null ? Long.MAX_VALUE : node.firstSeen();
    for (Link link : graph.links(id)) {
      if (link.provenance() != Provenance.MATCH) {
        seen = Math.min(seen, link.time());
      }
    }
    return seen;
  }

  /**
   * The identity of a person.
   *
   * @param id the person's customer id
   */
  Identity identity(String id, long time) {
    List<Identity.Member> members = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    List<PairDecision> conflicts = new ArrayList<>();
    List<PersonRecord> kept = new ArrayList<>();
    Set<String> ids = new TreeSet<>(graph.customer(id));
    for (String member : ids) {
      Node node = nodes.of(member);
      members.add(
          new Identity.Member(
              member, node == null ? null : node.sources().names(), firstSeen(member)));
      if (node != null) {
        kept.addAll(node.sources().records());
      }
      graph.links(member).stream()
          .filter(link -> link.first().equals(member) && ids.contains(link.second()))
          .forEach(links::add);
      decisions.of(member).stream()
          .filter(decision -> decision.kind() == PairDecision.Kind.REJECT)
          .filter(decision -> !conflicts.contains(decision))
          .forEach(conflicts::add);
    }
    members.sort(
        Comparator.comparingLong(Identity.Member::firstSeen)
            .thenComparing(Identity.Member::customerId));
    links.sort(Link.STRONGEST);
    return new Identity(
        id, time, null, members, links, conflicts, GoldenRecord.of(kept, survivorship));
  }
}
