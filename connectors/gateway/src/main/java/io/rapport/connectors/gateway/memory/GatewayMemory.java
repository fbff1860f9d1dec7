package io.rapport.connectors.gateway.memory;

import io.rapport.avro.SegmentModel;
import io.rapport.avro.SiteRules;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** The gateway's whole memory. The topic reader's thread writes it; any thread reads it. */
public final class GatewayMemory {

  private final int maxSites;
  private final Set<String> sites = new ConcurrentSkipListSet<>();
  private final Catalogue catalogue;
  private final Recommendations recommendations;
  private final Neighbours neighbours;
  private final Popularity popularity;
  private final Tickets tickets;
  private final Customers customers;
  private final Identities identities;
  private final Timelines timelines;
  private final Erasures erasures;
  private final QualityHistory quality;
  private final SegmentHistory segmentHistory;
  private final RecentMap<String, ListedDeadLetter> deadLetters;
  private final Latencies latencies = new Latencies();

  private final Map<String, SegmentModel> segmentModels = new ConcurrentHashMap<>();

  private final Map<String, SiteRules> rules = new ConcurrentHashMap<>();

  public GatewayMemory(MemorySettings settings) {
    maxSites = settings.sites();
    erasures = new Erasures(settings.erasures());
    catalogue = new Catalogue(settings.catalogue());
    recommendations = new Recommendations(settings.recommendations(), erasures);
    neighbours = new Neighbours(settings.neighbours(), settings.stepDecay());
    popularity = new Popularity(settings.popular());
    tickets = new Tickets(settings.tickets());
    customers = new Customers(settings.customers(), erasures);
    identities = new Identities(settings.identities(), erasures);
    timelines = new Timelines(settings.timelines(), settings.timelineEvents(), erasures);
    quality = new QualityHistory(settings.qualityReports());
    segmentHistory = new SegmentHistory(settings.historyLength());
    deadLetters = new RecentMap<>(settings.deadLetters(), ListedDeadLetter::bytes);
  }

  /** Notes a site. */
  public void site(String site) {
    if (!sites.contains(site) && sites.size() < maxSites) {
      sites.add(site);
    }
  }

  /** The sites seen so far, by name. */
  public Set<String> sites() {
    return sites;
  }

  /** The site of requests that name none: the one called default, else the first by name. */
  public String defaultSite() {
    return sites.isEmpty() || sites.contains("default") ? "default" : sites.iterator().next();
  }

  /**
   * Forgets what a person did up to a time, under every known identifier, and from then on ignores
   * what is read of it later. What happened afterwards stays.
   *
   * @param time event time of the erasure, in milliseconds since 1970-01-01 UTC
   */
  public void forget(SiteKey person, long time) {
    for (String id : timelines.forget(person, time)) {
      SiteKey key = new SiteKey(person.site(), id);
      recommendations.forget(key, time);
      customers.forget(key, time);
      identities.forget(key, time);
    }
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  public Recommendations recommendations() {
    return recommendations;
  }

  public Neighbours neighbours() {
    return neighbours;
  }

  public Popularity popularity() {
    return popularity;
  }

  public Tickets tickets() {
    return tickets;
  }

  public Customers customers() {
    return customers;
  }

  public Identities identities() {
    return identities;
  }

  public Timelines timelines() {
    return timelines;
  }

  public Erasures erasures() {
    return erasures;
  }

  public QualityHistory quality() {
    return quality;
  }

  public SegmentHistory segmentHistory() {
    return segmentHistory;
  }

  public RecentMap<String, ListedDeadLetter> deadLetters() {
    return deadLetters;
  }

  public Latencies latencies() {
    return latencies;
  }

  /** The newest model of each site; a site's name is the model's. */
  public Map<String, SegmentModel> segmentModels() {
    return segmentModels;
  }

  /** The rules of each site that has any. */
  public Map<String, SiteRules> rules() {
    return rules;
  }
}
