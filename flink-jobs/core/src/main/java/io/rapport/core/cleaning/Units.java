package io.rapport.core.cleaning;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Units of measure, each as a multiple of the base unit of its quantity. */
final class Units {

  private record Unit(String quantity, double base) {}

  private static final Map<String, Unit> UNITS =
      Map.ofEntries(
          Map.entry("major", new Unit("money", 1)),
          Map.entry("minor", new Unit("money", 0.01)),
          Map.entry("piece", new Unit("pieces", 1)),
          Map.entry("pair", new Unit("pieces", 2)),
          Map.entry("dozen", new Unit("pieces", 12)),
          Map.entry("gross", new Unit("pieces", 144)),
          Map.entry("g", new Unit("mass", 0.001)),
          Map.entry("kg", new Unit("mass", 1)),
          Map.entry("oz", new Unit("mass", 0.028349523125)),
          Map.entry("lb", new Unit("mass", 0.45359237)),
          Map.entry("mm", new Unit("length", 0.001)),
          Map.entry("cm", new Unit("length", 0.01)),
          Map.entry("m", new Unit("length", 1)),
          Map.entry("in", new Unit("length", 0.0254)),
          Map.entry("ft", new Unit("length", 0.3048)),
          Map.entry("ml", new Unit("volume", 0.001)),
          Map.entry("l", new Unit("volume", 1)),
          Map.entry("percent", new Unit("share", 0.01)),
          Map.entry("share", new Unit("share", 1)));

  private Units() {}

  /** The factor from one unit to another; NaN where there is none. */
  static double factor(String from, String to) {
    Unit a = from == null ? null : UNITS.get(from);
    Unit b = to == null ? null : UNITS.get(to);
    return a == null || b == null || !a.quantity().equals(b.quantity())
        ? Double.NaN
        : a.base() / b.base();
  }

  static List<String> names() {
    return List.copyOf(new TreeSet<>(UNITS.keySet()));
  }
}
