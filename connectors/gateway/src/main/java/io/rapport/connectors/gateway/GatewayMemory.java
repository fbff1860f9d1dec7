package io.rapport.connectors.gateway;

import io.rapport.avro.SegmentModel;
import io.rapport.avro.SiteRules;
import io.rapport.connectors.gateway.memory.Catalogue;
import io.rapport.connectors.gateway.memory.Customers;
import io.rapport.connectors.gateway.memory.Letter;
import io.rapport.connectors.gateway.memory.Neighbours;
import io.rapport.connectors.gateway.memory.Popularity;
import io.rapport.connectors.gateway.memory.Quality;
import io.rapport.connectors.gateway.memory.RecentMap;
import io.rapport.connectors.gateway.memory.Recommendations;
import io.rapport.connectors.gateway.memory.SegmentHistory;
import io.rapport.connectors.gateway.memory.SiteKey;
import io.rapport.connectors.gateway.memory.Tickets;
import io.rapport.connectors.gateway.memory.Timelines;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Everything the gateway keeps. Written by the topic reader's thread, read by any. */
final class GatewayMemory {

  private final int maxSites;
  private final Set<String> sites = new ConcurrentSkipListSet<>();
  final Catalogue catalogue;
  final Recommendations recommendations;
  final Neighbours neighbours;
  final Popularity popularity;
  final Tickets tickets;
  final Customers customers;
  final Timelines timelines;
  final Quality quality;
  final SegmentHistory segmentHistory;
  final RecentMap<String, Letter> deadLetters;
  final Latencies latencies = new Latencies();

  /** The newest model of each site; a site's name is the model's. */
  final Map<String, SegmentModel> segmentModels = new ConcurrentHashMap<>();

  /** The rules of each site that has some. */
  final Map<String, SiteRules> rules = new ConcurrentHashMap<>();

  GatewayMemory(GatewaySettings.Memory settings) {
    maxSites = settings.sites();
    catalogue = new Catalogue(settings.catalogue());
    recommendations = new Recommendations(settings.recommendations());
    neighbours = new Neighbours(settings.neighbours(), settings.stepDecay());
    popularity = new Popularity(settings.popular());
    tickets = new Tickets(settings.tickets());
    customers = new Customers(settings.customers());
    timelines = new Timelines(settings.timelines(), settings.timelineEvents());
    quality = new Quality(settings.qualityReports());
    segmentHistory = new SegmentHistory(settings.historyLength());
    deadLetters = new RecentMap<>(settings.deadLetters(), Letter::bytes);
  }

  /** Notes that there is such a site. */
  void site(String site) {
    if (!sites.contains(site) && sites.size() < maxSites) {
      sites.add(site);
    }
  }

  /** The sites seen so far, by name. */
  Set<String> sites() {
    return sites;
  }

  /** The site meant where none was named: the one called default, else the first. */
  String defaultSite() {
    return sites.isEmpty() || sites.contains("default") ? "default" : sites.iterator().next();
  }

  /** Forgets a person under every identifier known. */
  void forget(SiteKey person) {
    for (String id : timelines.forget(person)) {
      SiteKey key = new SiteKey(person.site(), id);
      recommendations.remove(key);
      customers.removeProfile(key);
      customers.removeSegment(key);
    }
  }
}
