package io.rapport.connectors.gateway.memory;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The most visited items of each site, by the decayed counts that come with the neighbour lists:
 * they are shown to visitors not known yet. Written by one thread, read by any.
 */
public final class Popularity {

  /**
   * @param count decayed number of visits, as of the last one
   */
  public record Popular(String itemId, double count) {}

  private static final Comparator<Popular> LEAST_FIRST =
      Comparator.comparingDouble(Popular::count).thenComparing(Popular::itemId);

  private static final class Top {
    final Map<String, Popular> byItem = new HashMap<>();
    final TreeSet<Popular> byCount = new TreeSet<>(LEAST_FIRST);
  }

  private final int capacity;
  private final Map<String, Top> sites = new ConcurrentHashMap<>();

  /**
   * @param capacity items kept a site
   */
  public Popularity(int capacity) {
    this.capacity = capacity;
  }

  public void put(String site, String itemId, double count) {
    Top top = sites.computeIfAbsent(site, name -> new Top());
    synchronized (top) {
      remove(top, itemId);
      Popular popular = new Popular(itemId, count);
      top.byItem.put(itemId, popular);
      top.byCount.add(popular);
      if (top.byCount.size() > capacity) {
        top.byItem.remove(top.byCount.pollFirst().itemId());
      }
    }
  }

  public void remove(SiteKey item) {
    Top top = sites.get(item.site());
    if (top != null) {
      synchronized (top) {
        remove(top, item.id());
      }
    }
  }

  private static void remove(Top top, String itemId) {
    Popular before = top.byItem.remove(itemId);
    if (before != null) {
      top.byCount.remove(before);
    }
  }

  /** The most visited first. */
  public List<Popular> top(String site) {
    Top top = sites.get(site);
    if (top == null) {
      return List.of();
    }
    synchronized (top) {
      return List.copyOf(top.byCount.descendingSet());
    }
  }
}
