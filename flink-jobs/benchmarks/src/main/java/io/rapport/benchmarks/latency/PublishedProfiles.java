package io.rapport.benchmarks.latency;

import io.rapport.avro.IdentityLink;
import io.rapport.core.intake.IdRule;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongConsumer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Profiles, each of which contains the events of its customer up to its own time. An event's
 * customer is the account that the event names, else the cookie.
 *
 * <p>An event is expected to be published at once if its cookie and its account were quiet for two
 * publish intervals before: a change held back counts as published when the interval is over. A
 * logout is not expected, because it is no event of the profile that it changes.
 */
final class PublishedProfiles implements Answers {

  private static final String ACCOUNT = "customerId";
  private static final String COOKIE = "visitorId";

  /** An event that no profile contains yet. */
  private record Pending(long index, long time) {}

  private final long quiet;
  private final Map<String, Long> newest = new HashMap<>(); // used by the sender alone
  private final Map<String, Queue<Pending>> pending = new HashMap<>();

  /**
   * @param publishInterval milliseconds
   */
  PublishedProfiles(long publishInterval) {
    quiet = 2 * publishInterval;
  }

  @Override
  public String idField() {
    return ACCOUNT;
  }

  @Override
  public boolean expect(long index, SpecificRecord event, long eventTime) {
    String account = text(event, ACCOUNT);
    String cookie = text(event, COOKIE);
    boolean accountQuiet = wasQuiet(account, eventTime);
    boolean cookieQuiet = wasQuiet(cookie, eventTime);
    if (!accountQuiet || !cookieQuiet || isLogout(event)) {
      return false;
    }
    synchronized (pending) {
      pending
          .computeIfAbsent(account == null ? cookie : account, customer -> new ArrayDeque<>(1))
          .add(new Pending(index, eventTime));
    }
    return true;
  }

  private boolean wasQuiet(String id, long time) {
    if (id == null) {
      return true;
    }
    Long before = newest.put(id, time);
    return before == null || time - before >= quiet;
  }

  private static boolean isLogout(SpecificRecord event) {
    return event instanceof IdentityLink link && IdRule.LOGOUT.equals(link.getOrigin());
  }

  private static String text(SpecificRecord event, String field) {
    Schema.Field found = event.getSchema().getField(field);
    Object value = found == null ? null : event.get(found.pos());
    return value == null ? null : value.toString();
  }

  @Override
  public void read(Answer profile, LongConsumer answered) {
    synchronized (pending) {
      Queue<Pending> events = pending.get(profile.id());
      while (events != null && !events.isEmpty() && events.peek().time <= profile.eventTime()) {
        answered.accept(events.remove().index);
      }
      if (events != null && events.isEmpty()) {
        pending.remove(profile.id());
      }
    }
  }
}
