package io.rapport.core.customer;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The cookies of a customer, each with the time of its newest use, or at which it was left to
 * another person or to nobody. Of a use and a leave at the same time the leave holds. The result
 * does not depend on the order of arrival. Beyond the cap the one longest without news is dropped.
 */
final class Cookies {

  private record News(long time, boolean left) {

    News or(News other) {
      return other.time > time || (other.time == time && other.left) ? other : this;
    }
  }

  private static final Comparator<Map.Entry<String, News>> NEWEST =
      Comparator.comparingLong((Map.Entry<String, News> entry) -> entry.getValue().time)
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  private final int capacity;
  private final Map<String, News> cookies = new TreeMap<>();

  Cookies(int capacity) {
    this.capacity = capacity;
  }

  void used(String cookie, long time) {
    add(cookie, new News(time, false));
  }

  void left(String cookie, long time) {
    add(cookie, new News(time, true));
  }

  void merge(Cookies other) {
    other.cookies.forEach(this::add);
  }

  private void add(String cookie, News news) {
    cookies.merge(cookie, news, News::or);
    if (cookies.size() > capacity) {
      cookies.remove(cookies.entrySet().stream().max(NEWEST).orElseThrow().getKey());
    }
  }

  /** The cookies in use, the one used last first. */
  List<String> inUse() {
    if (cookies.isEmpty()) {
      return List.of();
    }
    List<Map.Entry<String, News>> newest = new ArrayList<>(cookies.entrySet());
    newest.sort(NEWEST);
    List<String> inUse = new ArrayList<>(newest.size());
    for (Map.Entry<String, News> entry : newest) {
      if (!entry.getValue().left) {
        inUse.add(entry.getKey());
      }
    }
    return Collections.unmodifiableList(inUse);
  }

  void write(PackedWriter out) {
    out.writeVarint(cookies.size());
    cookies.forEach(
        (cookie, news) -> {
          out.writeString(cookie);
          out.writeLong(news.time);
          out.writeVarint(news.left ? 1 : 0);
        });
  }

  void read(PackedReader in) {
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      add(in.readString(), new News(in.readLong(), in.readVarint() == 1));
    }
  }
}
