package io.rapport.connectors.gateway.memory;

import io.rapport.avro.CustomerIdentity;
import io.rapport.avro.IdentityReview;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The persons behind customer ids, and the pairs that wait for somebody's decision; each bounded in
 * bytes. Written by one thread, read by any.
 */
public final class Identities {

  /** A record with its estimated heap. */
  private record Held<T>(T value, long bytes) {}

  private record Pointer(String person, long time, long bytes) {}

  private final Erasures erasures;
  private final RecentMap<SiteKey, Held<CustomerIdentity>> persons;
  private final RecentMap<SiteKey, Pointer> pointers;
  private final RecentMap<SiteKey, Held<IdentityReview>> reviews;
  private final SiteCounts waiting = new SiteCounts();
  private final Map<SiteKey, Integer> named = new ConcurrentHashMap<>(); // in how many reviews

  /**
   * @param maxBytes of persons, of customer ids that are part of one, and of pairs
   * @param erasures of what is not to be held
   */
  public Identities(long maxBytes, Erasures erasures) {
    this.erasures = erasures;
    persons = new RecentMap<>(maxBytes, Held::bytes);
    pointers = new RecentMap<>(maxBytes, Pointer::bytes);
    reviews = new RecentMap<>(maxBytes, Held::bytes, review -> count(review.value(), -1));
  }

  /**
   * @param serialised its size in Kafka, in bytes
   */
  public void put(CustomerIdentity identity, int serialised) {
    SiteKey key = new SiteKey(identity.getSite(), identity.getCustomerId());
    long time = identity.getEventTime().toEpochMilli();
    if (identity.getMergedInto() != null) {
      persons.remove(key);
      point(key, identity.getMergedInto(), time);
    } else if (!erasures.cover(key, time)) {
      pointers.remove(key);
      persons.put(key, new Held<>(identity, HeapEstimate.decoded(serialised)));
    }
  }

  /**
   * Says that a customer id is part of another's person.
   *
   * @param time event time, in milliseconds since 1970-01-01 UTC
   */
  public void point(SiteKey customer, String person, long time) {
    if (!erasures.cover(customer, time)) {
      pointers.put(customer, new Pointer(person, time, customer.bytes() + HeapEstimate.of(person)));
    }
  }

  /** Says that a customer id is a customer of its own. */
  public void stand(SiteKey customer) {
    pointers.remove(customer);
  }

  public void remove(SiteKey customer) {
    persons.remove(customer);
    pointers.remove(customer);
  }

  /**
   * Forgets who a customer id is, unless that is of after a time, and the pairs that name it.
   *
   * @param time event time, in milliseconds since 1970-01-01 UTC
   */
  void forget(SiteKey customer, long time) {
    Held<CustomerIdentity> person = persons.get(customer);
    if (person != null && person.value().getEventTime().toEpochMilli() <= time) {
      persons.remove(customer);
    }
    Pointer pointer = pointers.get(customer);
    if (pointer != null && pointer.time() <= time) {
      pointers.remove(customer);
    }
    if (named.containsKey(customer)) { // Few are, and old erasures come again at every start.
      reviews.removeIf(
          review ->
              sides(review.value()).contains(customer)
                  && review.value().getEventTime().toEpochMilli() <= time);
    }
  }

  private void count(IdentityReview review, int change) {
    waiting.add(review.getSite(), change);
    for (SiteKey side : sides(review)) {
      named.compute(
          side,
          (any, before) -> {
            int now = (before == null ? 0 : before) + change;
            return now == 0 ? null : now;
          });
    }
  }

  private static List<SiteKey> sides(IdentityReview review) {
    return List.of(
        new SiteKey(review.getSite(), review.getFirst()),
        new SiteKey(review.getSite(), review.getSecond()));
  }

  /**
   * The person that a customer id belongs to: of one that was merged, the whole; null when not
   * known.
   */
  public CustomerIdentity person(SiteKey customer) {
    Held<CustomerIdentity> held = persons.get(resolve(customer));
    return held == null ? null : held.value();
  }

  /** The customer id of the person that a customer id belongs to: itself when none is known. */
  public SiteKey resolve(SiteKey customer) {
    Pointer pointer = pointers.get(customer);
    return pointer == null ? customer : new SiteKey(customer.site(), pointer.person());
  }

  /** The customer ids of a person, itself among them. */
  public List<SiteKey> members(SiteKey customer) {
    CustomerIdentity person = person(customer);
    return person == null || person.getMembers().isEmpty()
        ? List.of(customer)
        : person.getMembers().stream()
            .map(member -> new SiteKey(customer.site(), member.getCustomerId()))
            .toList();
  }

  /**
   * Adds a pair, unless one of both was erased since.
   *
   * @param key site, and both customer ids, as the topic's keys are
   * @param serialised its size in Kafka, in bytes
   */
  public void putReview(SiteKey key, IdentityReview review, int serialised) {
    long time = review.getEventTime().toEpochMilli();
    if (sides(review).stream().anyMatch(side -> erasures.cover(side, time))) {
      return;
    }
    count(review, 1);
    reviews.put(key, new Held<>(review, HeapEstimate.decoded(serialised)));
  }

  public void removeReview(SiteKey key) {
    reviews.remove(key);
  }

  /** The pairs that wait, those changed last first. */
  public List<RecentMap.Entry<SiteKey, IdentityReview>> newestReviews(
      String site, long before, int limit) {
    return reviews.newest(before, limit, review -> review.value().getSite().equals(site)).stream()
        .map(
            entry ->
                new RecentMap.Entry<>(
                    entry.place(), entry.key(), entry.value().value(), entry.bytes()))
        .toList();
  }

  /** The pairs of a site that wait. */
  public int waiting(String site) {
    return waiting.bySite().getOrDefault(site, 0);
  }

  /** Persons, pointers to persons, and pairs held. */
  public int size() {
    return persons.size() + pointers.size() + reviews.size();
  }

  public long bytes() {
    return persons.bytes() + pointers.bytes() + reviews.bytes();
  }

  public long evicted() {
    return persons.evicted() + pointers.evicted() + reviews.evicted();
  }
}
