package io.rapport.simulator.shop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The items of the shop, their popularity by Zipf's law and which of them go together.
 *
 * <p>Index 0 is the most popular item. Each item has a few related ones, most on its own shelf, the
 * rest in its department, popular ones first: walking along them is what makes co-occurrence worth
 * learning.
 */
public final class Assortment {

  private static final int RELATED = 8;
  private static final int RELATED_ON_SHELF = 5;
  private static final int NEWEST = 40;
  private static final int FIRST_NUMBER = 10_000;

  private final RandomGenerator random;
  private final ItemWriter writer;
  private final List<Shelf> shelves = Shelf.all();
  private final List<String> departments =
      shelves.stream().map(Shelf::department).distinct().toList();
  private final List<Item> items = new ArrayList<>();
  private final List<int[]> related = new ArrayList<>();
  private final List<List<Integer>> byShelf = new ArrayList<>();
  private final List<WeightedChoice> popularOnShelf = new ArrayList<>();
  private final List<int[]> shelvesOfDepartment;
  private final WeightedChoice popular;
  private final int opening;
  private final int capacity;

  /**
   * @param size how many items the shop opens with, at least one a shelf
   * @param capacity how many it may ever have
   * @param exponent of Zipf's law
   */
  public Assortment(int size, int capacity, double exponent, RandomGenerator random) {
    if (size < shelves.size() || capacity < size) {
      throw new IllegalArgumentException(
          "a shop of %d shelves needs at least as many items, not %d of %d"
              .formatted(shelves.size(), size, capacity));
    }
    this.random = random;
    this.writer = new ItemWriter(random);
    this.opening = size;
    this.capacity = capacity;
    this.popular = WeightedChoice.zipf(size, exponent);
    this.shelvesOfDepartment = departments.stream().map(this::shelvesOf).toList();
    fill(size);
    weighShelves(exponent);
    for (int i = 0; i < size; i++) {
      related.add(relate(items.get(i)));
    }
  }

  private int[] shelvesOf(String department) {
    return IntStream.range(0, shelves.size())
        .filter(shelf -> shelves.get(shelf).department().equals(department))
        .toArray();
  }

  private void fill(int size) {
    shelves.forEach(shelf -> byShelf.add(new ArrayList<>()));
    // Numbers are shuffled, so that an item's number does not give its popularity away.
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      numbers.add(FIRST_NUMBER + i);
    }
    shuffle(numbers);
    for (int i = 0; i < size; i++) {
      // The first round fills every shelf, the rest fall where they fall.
      int shelf = i < shelves.size() ? i : random.nextInt(shelves.size());
      put("P" + numbers.get(i), shelf);
    }
  }

  // Collections.shuffle takes no RandomGenerator before Java 21.
  private void shuffle(List<Integer> numbers) {
    for (int i = numbers.size() - 1; i > 0; i--) {
      Collections.swap(numbers, i, random.nextInt(i + 1));
    }
  }

  private Item put(String id, int shelf) {
    Item item = writer.write(items.size(), id, shelf, shelves.get(shelf));
    items.add(item);
    byShelf.get(shelf).add(item.index());
    return item;
  }

  private void weighShelves(double exponent) {
    for (List<Integer> members : byShelf) {
      popularOnShelf.add(
          new WeightedChoice(
              members.stream()
                  .mapToDouble(index -> WeightedChoice.zipfWeight(index, exponent))
                  .toArray()));
    }
  }

  private int[] relate(Item item) {
    int[] department = shelvesOfDepartment.get(department(item.shelf()));
    int[] found = new int[RELATED];
    for (int i = 0; i < RELATED; i++) {
      int shelf =
          i < RELATED_ON_SHELF ? item.shelf() : department[random.nextInt(department.length)];
      found[i] = popularOn(shelf).index();
    }
    return found;
  }

  /** Adds a new item to a random shelf; null when the shop is full. */
  public Item launch() {
    if (items.size() >= capacity) {
      return null;
    }
    int shelf = random.nextInt(shelves.size());
    Item item = put("P" + (FIRST_NUMBER + items.size()), shelf);
    related.add(relate(item));
    return item;
  }

  /** The item at an index. */
  public Item item(int index) {
    return items.get(index);
  }

  /** The number of items now. */
  public int size() {
    return items.size();
  }

  /** The most items that there can ever be. */
  public int capacity() {
    return capacity;
  }

  /** Any item, by popularity. */
  public Item popular() {
    return items.get(popular.draw(random));
  }

  /** An item of a shelf, by popularity among those the shop opened with. */
  public Item popularOn(int shelf) {
    return items.get(byShelf.get(shelf).get(popularOnShelf.get(shelf).draw(random)));
  }

  /** An item that goes with another. */
  public Item relatedTo(Item item) {
    return items.get(related.get(item.index())[random.nextInt(RELATED)]);
  }

  /** Whether a visitor of an item may go on to another because they go together. */
  public boolean goesWith(Item item, Item other) {
    for (int index : related.get(item.index())) {
      if (index == other.index()) {
        return true;
      }
    }
    return false;
  }

  /** One of the latest launches; null when there was none. */
  public Item newArrival() {
    int launched = Math.min(NEWEST, items.size() - opening);
    return launched == 0 ? null : items.get(items.size() - 1 - random.nextInt(launched));
  }

  /** The number of departments. */
  public int departments() {
    return departments.size();
  }

  /** A department's name. */
  public String departmentName(int department) {
    return departments.get(department);
  }

  /** A random shelf of a department. */
  public int shelfIn(int department) {
    int[] members = shelvesOfDepartment.get(department);
    return members[random.nextInt(members.length)];
  }

  private int department(int shelf) {
    return departments.indexOf(shelves.get(shelf).department());
  }
}
