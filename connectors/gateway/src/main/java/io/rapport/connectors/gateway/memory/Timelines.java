package io.rapport.connectors.gateway.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rapport.core.customer.Owners;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The last events of each person under each of their identifiers, in a cache bounded in bytes.
 * Written by one thread, read by any. An event that names no account belongs to the account that
 * used the cookie at the time.
 */
public final class Timelines {

  private static final int MAX_ALIASES = 16;
  private static final int MAX_OWNERS = 8;
  private static final int ENTRY_BYTES = 100;
  private static final int LINK_BYTES = 80;
  private static final Comparator<TimelineEvent> NEWEST_FIRST =
      Comparator.comparingLong(TimelineEvent::time).reversed();

  /**
   * The events of one identifier, newest first.
   *
   * @param aliases cookies of an account, the one linked last first
   * @param owners accounts of a cookie; never changed, but replaced
   */
  private record Line(List<TimelineEvent> events, List<String> aliases, Owners owners) {
    static final Line EMPTY = new Line(List.of(), List.of(), new Owners(MAX_OWNERS));

    Line with(List<TimelineEvent> others) {
      return new Line(others, aliases, owners);
    }
  }

  private final int length;
  private final Erasures erasures;
  private final Cache<SiteKey, Line> lines;

  /**
   * @param length events kept of each identifier
   * @param erasures of what is not to be held; erased persons are added to it
   */
  public Timelines(long maxBytes, int length, Erasures erasures) {
    this.length = length;
    this.erasures = erasures;
    this.lines =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher(
                (SiteKey key, Line line) ->
                    (int) key.bytes()
                        + ENTRY_BYTES
                        + line.events.size() * TimelineEvent.BYTES
                        + (line.aliases.size() + line.owners.size()) * LINK_BYTES)
            .build();
  }

  /** Notes an event of an account or a cookie; of both, it links them. Nulls are ignored. */
  public void add(String site, TimelineEvent event, String account, String cookie) {
    if (account == null && cookie == null) {
      return;
    }
    SiteKey key = new SiteKey(site, account != null ? account : cookie);
    Line line = line(key);
    if (erasures.cover(key, event.time()) || ofErased(line, site, event)) {
      return;
    }
    List<TimelineEvent> events = new ArrayList<>(line.events.size() + 1);
    events.add(event);
    events.addAll(line.events);
    events.sort(NEWEST_FIRST);
    lines.put(key, line.with(List.copyOf(events.subList(0, Math.min(length, events.size())))));
    login(site, account, cookie, event.time());
  }

  /** Whether an event of a cookie is of an account that was erased since. */
  private boolean ofErased(Line cookie, String site, TimelineEvent event) {
    String owner = cookie.owners.at(event.time());
    return owner != null && erasures.cover(new SiteKey(site, owner), event.time());
  }

  /** Says that an account uses a cookie from a time on. */
  public void login(String site, String account, String cookie, long time) {
    if (account == null || cookie == null || account.equals(cookie)) {
      return;
    }
    SiteKey person = new SiteKey(site, account);
    if (erasures.cover(person, time)) {
      return;
    }
    Line line = line(person);
    if (!line.aliases.contains(cookie)) {
      // The newest link first; beyond the limit the oldest is dropped.
      List<String> aliases =
          Stream.concat(Stream.of(cookie), line.aliases.stream()).limit(MAX_ALIASES).toList();
      lines.put(person, new Line(line.events, aliases, line.owners));
    }
    own(new SiteKey(site, cookie), owners -> owners.login(account, time));
  }

  /** Says that a cookie is nobody's from a time on. */
  public void logout(String site, String cookie, long time) {
    if (cookie != null) {
      own(new SiteKey(site, cookie), owners -> owners.logout(time));
    }
  }

  private void own(SiteKey cookie, Consumer<Owners> change) {
    Line line = line(cookie);
    Owners owners = line.owners.copy();
    change.accept(owners);
    lines.put(cookie, new Line(line.events, line.aliases, owners));
  }

  private Line line(SiteKey key) {
    Line line = lines.getIfPresent(key);
    return line == null ? Line.EMPTY : line;
  }

  /**
   * The newest events of a person: of an account and its cookies, or of a cookie and the account
   * that uses it now.
   */
  public List<TimelineEvent> newest(SiteKey person, int limit) {
    String owner = line(person).owners.current();
    SiteKey account = owner == null ? person : new SiteKey(person.site(), owner);
    Line line = line(account);
    return Stream.concat(
            owned(line),
            line.aliases.stream()
                .flatMap(
                    cookie -> {
                      Line of = line(new SiteKey(person.site(), cookie));
                      return of.events.stream()
                          .filter(event -> account.id().equals(of.owners.at(event.time())))
                          .filter(event -> !erasures.cover(account, event.time()));
                    }))
        .sorted(NEWEST_FIRST)
        .limit(limit)
        .toList();
  }

  /** All events of an account; of a cookie that nobody uses now, those of nobody. */
  private static Stream<TimelineEvent> owned(Line line) {
    return line.events.stream()
        .filter(event -> line.owners.isEmpty() || line.owners.at(event.time()) == null);
  }

  /**
   * Forgets what a person did up to a time: an account with what it did on its cookies, and the
   * cookies that are nobody else's now.
   *
   * @param time event time, in milliseconds since 1970-01-01 UTC
   * @return the account and those cookies
   */
  public Set<String> forget(SiteKey person, long time) {
    Set<String> names = new LinkedHashSet<>();
    List<String> kept = new ArrayList<>();
    for (String cookie : line(person).aliases) {
      SiteKey key = new SiteKey(person.site(), cookie);
      Line line = line(key);
      String owner = line.owners.current();
      boolean others = owner != null && !owner.equals(person.id());
      boolean later = others ? hide(key, person.id(), time) : shorten(key, time, line.aliases);
      if (later) {
        kept.add(cookie);
      }
      if (!others) {
        names.add(cookie);
      }
    }
    names.add(person.id());
    shorten(person, time, kept);
    names.forEach(id -> erasures.add(new SiteKey(person.site(), id), time));
    return names;
  }

  /**
   * Forgets what an account did up to a time on a cookie that is another's now.
   *
   * @return whether it did something later
   */
  private boolean hide(SiteKey cookie, String account, long time) {
    Line line = line(cookie);
    Predicate<TimelineEvent> own = event -> account.equals(line.owners.at(event.time()));
    lines.put(
        cookie,
        line.with(
            line.events.stream()
                .filter(event -> event.time() > time || !own.test(event))
                .toList()));
    return line.events.stream().anyMatch(event -> event.time() > time && own.test(event));
  }

  /**
   * Forgets the events of an identifier up to a time, and itself if nothing else is known of it.
   *
   * @param aliases those it has from then on
   * @return whether somebody has claimed it later
   */
  private boolean shorten(SiteKey key, long time, List<String> aliases) {
    Line line = line(key);
    boolean claimed = line.owners.claimedAfter(time);
    List<TimelineEvent> later = line.events.stream().filter(event -> event.time() > time).toList();
    if (later.isEmpty() && aliases.isEmpty() && !claimed) {
      lines.invalidate(key);
    } else {
      lines.put(key, new Line(later, aliases, claimed ? line.owners : Line.EMPTY.owners));
    }
    return claimed;
  }

  public long size() {
    return lines.estimatedSize();
  }

  public long bytes() {
    return lines.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}
