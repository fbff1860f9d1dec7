package io.rapport.simulator.people;

import java.util.List;
import java.util.random.RandomGenerator;

/** A made-up address. */
public record PostalAddress(String street, String houseNumber, String postcode, String locality) {

  private static final List<String> ENGLISH =
      List.of("Station Road", "Church Street", "Mill Lane", "Park Avenue", "Garden Close");
  private static final List<String> GERMAN =
      List.of("Bahnhofstraße", "Gartenweg", "Lindenallee", "Mühlgasse", "Am Markt");
  private static final List<String> FRENCH =
      List.of("rue de la Gare", "rue des Lilas", "avenue du Parc", "place du Marché");
  private static final List<String> SPANISH =
      List.of("Calle Mayor", "Calle del Sol", "Avenida del Parque", "Plaza Nueva");
  private static final List<String> TOWNS =
      List.of("Riverton", "Oakfield", "Lindental", "Neustadt", "Belleville", "Villanueva");

  static PostalAddress draw(CustomerLocale tongue, RandomGenerator random) {
    List<String> streets =
        switch (tongue) {
          case EN -> ENGLISH;
          case DE -> GERMAN;
          case FR -> FRENCH;
          case ES -> SPANISH;
        };
    return new PostalAddress(
        streets.get(random.nextInt(streets.size())),
        String.valueOf(1 + random.nextInt(120)),
        "%05d".formatted(10_000 + random.nextInt(80_000)),
        TOWNS.get(random.nextInt(TOWNS.size())));
  }
}
