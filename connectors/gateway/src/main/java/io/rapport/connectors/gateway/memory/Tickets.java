package io.rapport.connectors.gateway.memory;

import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportEventKind;
import io.rapport.avro.TriagedTicket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The tickets last touched, bounded in bytes. Written by one thread, read by any. */
public final class Tickets {

  private static final int FEEDBACK_KEPT = 10;
  private static final int FEEDBACK_BYTES = 150;

  private final RecentMap<SiteKey, Ticket> tickets;
  private final SiteCounts triaged = new SiteCounts();

  public Tickets(long maxBytes) {
    this.tickets = new RecentMap<>(maxBytes, Ticket::bytes, ticket -> count(ticket, -1));
  }

  /**
   * Keeps a triage. Of the ticket's text it holds the redacted form only.
   *
   * @param serialised its size in Kafka, in bytes
   */
  public void put(TriagedTicket triaged, int serialised) {
    SiteKey key = new SiteKey(triaged.getSite(), triaged.getTicketId());
    Ticket before = tickets.get(key);
    hold(
        before == null
            ? new Ticket(
                key, triaged, Ticket.Status.OPEN, List.of(), HeapEstimate.decoded(serialised))
            : new Ticket(
                key,
                triaged,
                before.status(),
                before.feedback(),
                HeapEstimate.decoded(serialised)));
  }

  /** Applies an event of the desk to its ticket. */
  public void apply(SupportEvent event) {
    SiteKey key = new SiteKey(event.getSite(), event.getTicketId());
    Ticket before = tickets.get(key);
    Ticket.Status status = before == null ? Ticket.Status.OPEN : before.status();
    List<Ticket.Feedback> feedback = before == null ? List.of() : before.feedback();
    hold(
        new Ticket(
            key,
            before == null ? null : before.triaged(),
            after(event.getKind(), status),
            isFeedback(event.getKind()) ? with(feedback, event) : feedback,
            before == null ? key.bytes() : before.bytes() + FEEDBACK_BYTES));
  }

  private void hold(Ticket ticket) {
    tickets.put(ticket.key(), ticket);
    count(ticket, 1);
  }

  private void count(Ticket ticket, int change) {
    if (ticket.triaged() != null) {
      triaged.add(ticket.key().site(), change);
    }
  }

  private static Ticket.Status after(SupportEventKind kind, Ticket.Status before) {
    return switch (kind) {
      case OPENED, CUSTOMER_MESSAGE -> Ticket.Status.OPEN;
      // An agent writes an edited answer first and then marks it as accepted.
      case AGENT_MESSAGE -> before == Ticket.Status.ACCEPTED ? before : Ticket.Status.ANSWERED;
      case ANSWER_ACCEPTED -> Ticket.Status.ACCEPTED;
      case ANSWER_REJECTED -> Ticket.Status.REJECTED;
      case CLOSED -> Ticket.Status.CLOSED;
      case LABELLED, UNKNOWN -> before;
    };
  }

  private static boolean isFeedback(SupportEventKind kind) {
    return switch (kind) {
      case AGENT_MESSAGE, LABELLED, ANSWER_ACCEPTED, ANSWER_REJECTED, CLOSED -> true;
      case OPENED, CUSTOMER_MESSAGE, UNKNOWN -> false;
    };
  }

  private static List<Ticket.Feedback> with(List<Ticket.Feedback> before, SupportEvent event) {
    List<Ticket.Feedback> more = new ArrayList<>(before);
    more.add(
        new Ticket.Feedback(
            event.getEventTime().toEpochMilli(),
            event.getKind().name(),
            event.getAnswerId(),
            event.getIntent()));
    return List.copyOf(more.subList(Math.max(0, more.size() - FEEDBACK_KEPT), more.size()));
  }

  /** The ticket; null when it is not known. */
  public Ticket get(SiteKey key) {
    return tickets.get(key);
  }

  public void remove(SiteKey key) {
    tickets.remove(key);
  }

  /** Triaged tickets, those changed last first. */
  public List<RecentMap.Entry<SiteKey, Ticket>> newest(
      long before, int limit, Predicate<Ticket> wanted) {
    return tickets.newest(before, limit, ticket -> ticket.triaged() != null && wanted.test(ticket));
  }

  /** The triaged tickets held, by site. */
  public Map<String, Integer> bySite() {
    return triaged.bySite();
  }

  /** Triaged tickets of a site that are not closed, by queue. */
  public Map<String, Integer> queues(String site) {
    Map<String, Integer> queues = new TreeMap<>();
    newest(
            Long.MAX_VALUE,
            Integer.MAX_VALUE,
            ticket -> ticket.key().site().equals(site) && ticket.status() != Ticket.Status.CLOSED)
        .forEach(entry -> queues.merge(entry.value().triaged().getQueue(), 1, Integer::sum));
    return queues;
  }

  public int size() {
    return tickets.size();
  }

  public long bytes() {
    return tickets.bytes();
  }

  public long evicted() {
    return tickets.evicted();
  }
}
