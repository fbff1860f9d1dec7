package io.rapport.benchmarks.cleaning;

import io.rapport.benchmarks.cleaning.Dirt.Cell;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Puts dirt into recorded purchases, by a seed. */
final class Injector {

  private static final int MORE = 100;
  private static final double TWO_LETTERS = 0.3;

  private final Random random;
  private final double share;
  private final Map<Cell, List<Dirt>> kinds = new EnumMap<>(Cell.class);

  /**
   * @param share of the cells that get each kind of dirt
   */
  Injector(long seed, double share) {
    this.random = new Random(seed);
    this.share = share;
    for (Dirt dirt : Dirt.values()) {
      kinds.computeIfAbsent(dirt.cell(), any -> new ArrayList<>()).add(dirt);
    }
  }

  /** The kind of dirt that a cell gets; null for most. */
  Dirt draw(Cell cell) {
    double drawn = random.nextDouble();
    List<Dirt> possible = kinds.get(cell);
    int kind = (int) (drawn / share);
    return kind < possible.size() ? possible.get(kind) : null;
  }

  /** The name with one wrong letter, or sometimes two. */
  String misspelt(String name) {
    String wrong = oneWrong(name);
    if (random.nextDouble() < TWO_LETTERS) {
      wrong = oneWrong(wrong);
    }
    return wrong.equals(name) ? name + name.charAt(name.length() - 1) : wrong;
  }

  private String oneWrong(String name) {
    int place = random.nextInt(name.length() - 1);
    char letter = (char) ('a' + random.nextInt(26));
    return switch (random.nextInt(4)) {
      case 0 -> name.substring(0, place) + name.substring(place + 1);
      case 1 -> name.substring(0, place) + letter + name.substring(place);
      case 2 -> name.substring(0, place) + letter + name.substring(place + 1);
      default ->
          name.substring(0, place)
              + name.charAt(place + 1)
              + name.charAt(place)
              + name.substring(place + 2);
    };
  }

  /** A date that is wrong. */
  String broken(long time) {
    LocalDateTime date = LocalDateTime.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
    return switch (random.nextInt(4)) {
      case 0 -> "%d-02-31 10:00:00".formatted(date.getYear());
      case 1 -> "n/a";
      case 2 -> date.minusYears(MORE).format(InvoiceFile.TIME);
      default ->
          "%d-%02d-%02d 10:00:00"
              .formatted(date.getYear(), date.getDayOfMonth(), date.getMonthValue());
    };
  }

  /** Whether a swap of day and month gives the same date, which is not wrong. */
  static boolean swapsToItself(long time) {
    LocalDateTime date = LocalDateTime.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
    return date.getDayOfMonth() == date.getMonthValue();
  }
}
