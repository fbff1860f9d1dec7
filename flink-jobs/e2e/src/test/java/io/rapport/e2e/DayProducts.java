package io.rapport.e2e;

import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.DeadLetter;
import io.rapport.avro.ErasureReceipt;
import io.rapport.avro.Recommendation;
import io.rapport.avro.RecommendedItem;
import io.rapport.avro.TriagedTicket;
import io.rapport.connectors.kafka.KafkaSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The products at the end of a day, without what may differ between two runs of the same day: model
 * versions, scores of models that learn while events of other topics arrive, and times of
 * publication.
 *
 * @param lists items recommended in the evening, by visitor
 * @param profiles sums of each customer
 * @param triage intent and queue of each ticket
 * @param segmented customers in a segment
 * @param receipts what an erasure removed, by component
 * @param deadLetters reasons
 */
record DayProducts(
    Map<String, List<String>> lists,
    Map<String, String> profiles,
    Map<String, String> triage,
    Set<String> segmented,
    Map<String, Map<String, Long>> receipts,
    List<String> deadLetters) {

  static DayProducts read(KafkaSettings settings) {
    Topics topics = new Topics(settings);
    Map<String, List<String>> lists = new TreeMap<>();
    topics.read(Recommendation.class).stream()
        .filter(list -> ShopDay.isEvening(list.getTriggerEventId()))
        .forEach(
            list ->
                lists.put(
                    list.getVisitorId(),
                    list.getItems().stream().map(RecommendedItem::getItemId).toList()));
    Map<String, String> profiles = new TreeMap<>();
    Set<String> known = topics.keysNow(CustomerProfile.class);
    topics
        .read(CustomerProfile.class)
        .forEach(
            profile ->
                profiles.put(key(profile.getSite(), profile.getCustomerId()), sums(profile)));
    profiles.keySet().retainAll(known);
    Map<String, String> triage = new TreeMap<>();
    topics
        .read(TriagedTicket.class)
        .forEach(
            ticket ->
                triage.put(ticket.getTicketId(), ticket.getIntent() + " " + ticket.getQueue()));
    Set<String> present = topics.keysNow(TriagedTicket.class);
    triage.keySet().removeIf(ticket -> !present.contains("default/" + ticket));
    Map<String, Map<String, Long>> receipts = new TreeMap<>();
    topics
        .read(ErasureReceipt.class)
        .forEach(
            receipt ->
                receipt
                    .getRemoved()
                    .forEach(
                        (kind, count) ->
                            receipts
                                .computeIfAbsent(receipt.getComponent(), any -> new TreeMap<>())
                                .merge(kind, count, Long::sum)));
    List<String> letters = new ArrayList<>();
    topics.read(DeadLetter.class).forEach(letter -> letters.add(letter.getReason()));
    return new DayProducts(
        lists,
        profiles,
        triage,
        new TreeSet<>(topics.keysNow(CustomerSegment.class)),
        receipts,
        letters);
  }

  /** Whether the last products of the day have come: every list, and the receipts of all jobs. */
  boolean complete() {
    return lists.size() == ShopDay.VISITORS && triage.size() > 0 && erased();
  }

  /** Whether all jobs have told what they erased. */
  boolean erased() {
    return receipts.keySet().containsAll(Set.of("customer", "recommendation", "support"));
  }

  private static String key(String site, String id) {
    return site + "/" + id;
  }

  private static String sums(CustomerProfile profile) {
    return "views %d orders %d spend %s tickets %d open of %d categories %s cookies %s"
        .formatted(
            profile.getViews(),
            profile.getOrders(),
            profile.getSpend(),
            profile.getTicketsOpen(),
            profile.getTicketsTotal(),
            profile.getTopCategories().stream().map(c -> c.getCategory()).toList(),
            new TreeSet<>(profile.getVisitorIds()));
  }
}
