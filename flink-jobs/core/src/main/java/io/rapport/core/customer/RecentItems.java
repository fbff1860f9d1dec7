package io.rapport.core.customer;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The items last touched, newest first; of two touched at the same time the lesser id comes first.
 * The result equals sorting all touches, whatever their order of arrival.
 */
final class RecentItems {

  private record Touch(String item, long time) {}

  private static final Comparator<Touch> NEWEST =
      Comparator.comparingLong(Touch::time).reversed().thenComparing(Touch::item);

  private final int capacity;
  private final List<Touch> touches = new ArrayList<>();

  RecentItems(int capacity) {
    this.capacity = capacity;
  }

  void add(String item, long time) {
    for (Touch known : touches) {
      if (known.item.equals(item)) {
        if (known.time >= time) {
          return;
        }
        touches.remove(known);
        break;
      }
    }
    Touch touch = new Touch(item, time);
    int at = 0;
    while (at < touches.size() && NEWEST.compare(touches.get(at), touch) < 0) {
      at++;
    }
    touches.add(at, touch);
    if (touches.size() > capacity) {
      touches.remove(touches.size() - 1);
    }
  }

  void merge(RecentItems other) {
    other.touches.forEach(touch -> add(touch.item, touch.time));
  }

  List<String> items() {
    List<String> items = new ArrayList<>(touches.size());
    for (Touch touch : touches) {
      items.add(touch.item);
    }
    return Collections.unmodifiableList(items);
  }

  void write(PackedWriter out) {
    out.writeVarint(touches.size());
    for (Touch touch : touches) {
      out.writeString(touch.item);
      out.writeLong(touch.time);
    }
  }

  void read(PackedReader in) {
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      add(in.readString(), in.readLong());
    }
  }
}
