package io.rapport.connectors.gateway.memory;

import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Profiles and segments of the customers last changed, bounded in bytes, and how many of them are
 * in each segment. Written by one thread, read by any.
 */
public final class Customers {

  private static final int ENTRY_BYTES = 80;

  private final Erasures erasures;
  private final RecentMap<SiteKey, Customer> customers;
  private final SiteCounts profiles = new SiteCounts();
  private final Map<String, Map<Integer, Integer>> sizes = new HashMap<>();

  /**
   * @param erasures of what is not to be held
   */
  public Customers(long maxBytes, Erasures erasures) {
    this.erasures = erasures;
    this.customers = new RecentMap<>(maxBytes, Customer::bytes, this::left);
  }

  /**
   * @param serialised its size in Kafka, in bytes
   */
  public void put(CustomerProfile profile, int serialised) {
    SiteKey key = new SiteKey(profile.getSite(), profile.getCustomerId());
    if (erasures.cover(key, profile.getEventTime().toEpochMilli())) {
      return;
    }
    Customer before = customers.get(key);
    put(
        new Customer(
            key,
            profile,
            before == null ? null : before.segment(),
            HeapEstimate.decoded(serialised) + ENTRY_BYTES));
  }

  /**
   * @param serialised its size in Kafka, in bytes
   */
  public void put(CustomerSegment segment, int serialised) {
    SiteKey key = new SiteKey(segment.getSite(), segment.getCustomerId());
    if (erasures.cover(key, segment.getEventTime().toEpochMilli())) {
      return;
    }
    Customer before = customers.get(key);
    put(
        new Customer(
            key,
            before == null ? null : before.profile(),
            segment,
            (before == null ? 0 : before.bytes()) + HeapEstimate.decoded(serialised)));
  }

  private void put(Customer customer) {
    customers.put(customer.key(), customer);
    count(customer, 1);
  }

  private void left(Customer customer) {
    count(customer, -1);
  }

  private void count(Customer customer, int change) {
    if (customer.profile() != null) {
      profiles.add(customer.key().site(), change);
    }
    if (customer.segment() != null) {
      countSegment(customer, change);
    }
  }

  private void countSegment(Customer customer, int change) {
    synchronized (sizes) {
      sizes
          .computeIfAbsent(customer.key().site(), site -> new TreeMap<>())
          .merge(
              customer.segment().getSegmentId(),
              change,
              (before, more) -> before + more == 0 ? null : before + more);
    }
  }

  /** Forgets a customer's profile and segment, unless they are of after a time. */
  void forget(SiteKey key, long time) {
    Customer customer = customers.get(key);
    if (customer == null) {
      return;
    }
    if (customer.profile() != null && customer.profile().getEventTime().toEpochMilli() <= time) {
      removeProfile(key);
    }
    if (customer.segment() != null && customer.segment().getEventTime().toEpochMilli() <= time) {
      removeSegment(key);
    }
  }

  public void removeProfile(SiteKey key) {
    remove(key, true);
  }

  public void removeSegment(SiteKey key) {
    remove(key, false);
  }

  private void remove(SiteKey key, boolean profile) {
    Customer before = customers.get(key);
    if (before == null) {
      return;
    }
    Customer after =
        new Customer(
            key,
            profile ? null : before.profile(),
            profile ? before.segment() : null,
            before.bytes());
    if (after.profile() == null && after.segment() == null) {
      customers.remove(key);
    } else {
      put(after);
    }
  }

  /** The customer; null when not known. */
  public Customer get(SiteKey key) {
    return customers.get(key);
  }

  /**
   * Customers last changed first.
   *
   * @param query part of their number, whatever the case; null for all
   */
  public List<RecentMap.Entry<SiteKey, Customer>> newest(
      String site, String query, long before, int limit) {
    String part = query == null ? "" : query.toLowerCase(Locale.ROOT);
    return customers.newest(
        before,
        limit,
        customer ->
            customer.key().site().equals(site)
                && customer.profile() != null
                && customer.key().id().toLowerCase(Locale.ROOT).contains(part));
  }

  /** The customers held that have a profile, by site. */
  public Map<String, Integer> bySite() {
    return profiles.bySite();
  }

  /** The customers held that are in each segment of a site. */
  public Map<Integer, Integer> sizes(String site) {
    synchronized (sizes) {
      return Map.copyOf(sizes.getOrDefault(site, Map.of()));
    }
  }

  public int size() {
    return customers.size();
  }

  public long bytes() {
    return customers.bytes();
  }

  public long evicted() {
    return customers.evicted();
  }
}
