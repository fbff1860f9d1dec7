package io.rapport.simulator.shop;

import java.util.List;

/**
 * A leaf of the category tree.
 *
 * @param path levels separated by '/'
 * @param department the first level
 * @param lowestPrice in euros
 * @param highestPrice in euros
 * @param nouns what is sold there
 * @param points selling points
 */
record Shelf(
    String path,
    String department,
    double lowestPrice,
    double highestPrice,
    List<String> nouns,
    List<String> points) {

  /** All shelves of {@code assortment.txt}. */
  static List<Shelf> all() {
    return WordLists.lines("assortment.txt").stream().map(Shelf::parse).toList();
  }

  private static Shelf parse(String line) {
    String[] fields = line.split("\\|", -1);
    String path = fields[0];
    return new Shelf(
        path,
        path.substring(0, path.indexOf('/')),
        Double.parseDouble(fields[1]),
        Double.parseDouble(fields[2]),
        List.of(fields[3].split(";", -1)),
        List.of(fields[4].split(";", -1)));
  }
}
