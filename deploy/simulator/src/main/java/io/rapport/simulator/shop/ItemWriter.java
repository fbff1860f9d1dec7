package io.rapport.simulator.shop;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.random.RandomGenerator;

/** Invents items: brand, title, description, price. */
final class ItemWriter {

  private static final int PRICE_SCALE = 4;

  private final List<String> brands = WordLists.names("brand", "");
  private final List<String> styles = WordLists.names("style", "");
  private final List<String> colours = WordLists.names("colour", "");
  private final RandomGenerator random;

  ItemWriter(RandomGenerator random) {
    this.random = random;
  }

  Item write(int index, String id, int shelfIndex, Shelf shelf) {
    String brand = any(brands);
    String noun = any(shelf.nouns());
    String title =
        "%s %s %s, %s".formatted(brand, any(styles), noun, any(colours)).replaceAll("\\s+", " ");
    String first = any(shelf.points());
    String second = any(shelf.points());
    String description =
        first.equals(second)
            ? "%s by %s: %s.".formatted(capital(noun), brand, first)
            : "%s by %s: %s, %s.".formatted(capital(noun), brand, first, second);
    return new Item(index, id, shelfIndex, shelf.path(), title, description, brand, price(shelf));
  }

  /** Log-uniform between the shelf's bounds, ending in .99 or .49. */
  private BigDecimal price(Shelf shelf) {
    double low = StrictMath.log(shelf.lowestPrice());
    double high = StrictMath.log(shelf.highestPrice());
    double price = StrictMath.exp(low + (high - low) * random.nextDouble());
    double ending = random.nextInt(4) == 0 ? 0.49 : 0.99;
    return BigDecimal.valueOf(StrictMath.floor(price) + ending)
        .setScale(PRICE_SCALE, RoundingMode.HALF_UP);
  }

  private String any(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
