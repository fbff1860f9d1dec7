package io.rapport.connectors.gateway.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The last events of each person under each of their identifiers, in a cache bounded in bytes.
 * Written by one thread, read by any.
 */
public final class Timelines {

  private static final int MAX_ALIASES = 16;
  private static final int ENTRY_BYTES = 100;
  private static final Comparator<TimelineEvent> NEWEST_FIRST =
      Comparator.comparingLong(TimelineEvent::time).reversed();

  /** The events of one identifier, newest first, and the identifiers linked to it. */
  private record Line(List<TimelineEvent> events, List<String> aliases) {
    static final Line EMPTY = new Line(List.of(), List.of());
  }

  private final int length;
  private final Cache<SiteKey, Line> lines;

  /**
   * @param length events kept of each identifier
   */
  public Timelines(long maxBytes, int length) {
    this.length = length;
    this.lines =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher(
                (SiteKey key, Line line) ->
                    (int) key.bytes()
                        + ENTRY_BYTES
                        + line.events.size() * TimelineEvent.BYTES
                        + line.aliases.size() * 80)
            .build();
  }

  /**
   * Notes an event.
   *
   * @param ids every identifier the event names; nulls are ignored
   */
  public void add(String site, TimelineEvent event, String... ids) {
    List<String> known = Arrays.stream(ids).filter(id -> id != null).distinct().toList();
    if (known.isEmpty()) {
      return;
    }
    SiteKey key = new SiteKey(site, known.get(0));
    Line line = line(key);
    List<TimelineEvent> events = new ArrayList<>(line.events.size() + 1);
    events.add(event);
    events.addAll(line.events);
    events.sort(NEWEST_FIRST);
    lines.put(
        key,
        new Line(List.copyOf(events.subList(0, Math.min(length, events.size()))), line.aliases));
    for (String alias : known.subList(1, known.size())) {
      link(site, known.get(0), alias);
    }
  }

  /** Says that two identifiers are one person. */
  public void link(String site, String one, String other) {
    if (one != null && other != null && !one.equals(other)) {
      alias(new SiteKey(site, one), other);
      alias(new SiteKey(site, other), one);
    }
  }

  private void alias(SiteKey key, String alias) {
    Line line = line(key);
    if (!line.aliases.contains(alias)) {
      // The newest link first; beyond the limit the oldest is dropped.
      List<String> aliases =
          Stream.concat(Stream.of(alias), line.aliases.stream()).limit(MAX_ALIASES).toList();
      lines.put(key, new Line(line.events, aliases));
    }
  }

  private Line line(SiteKey key) {
    Line line = lines.getIfPresent(key);
    return line == null ? Line.EMPTY : line;
  }

  /** The newest events of a person, under this identifier and those linked to it directly. */
  public List<TimelineEvent> newest(SiteKey person, int limit) {
    return identifiers(person).stream()
        .flatMap(id -> line(new SiteKey(person.site(), id)).events.stream())
        .sorted(NEWEST_FIRST)
        .limit(limit)
        .toList();
  }

  private Set<String> identifiers(SiteKey person) {
    Set<String> ids = new LinkedHashSet<>();
    ids.add(person.id());
    ids.addAll(line(person).aliases);
    return ids;
  }

  /**
   * Forgets a person, under every identifier linked to this one.
   *
   * @return the identifiers
   */
  public Set<String> forget(SiteKey person) {
    Set<String> ids = identifiers(person);
    ids.forEach(id -> lines.invalidate(new SiteKey(person.site(), id)));
    return ids;
  }

  public long size() {
    return lines.estimatedSize();
  }

  public long bytes() {
    return lines.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}
