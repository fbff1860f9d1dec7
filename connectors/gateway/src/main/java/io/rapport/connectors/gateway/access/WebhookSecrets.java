package io.rapport.connectors.gateway.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets that others sign webhooks with, by domain, in a file of lines {@code DOMAIN SITE
 * SECRET}. The file is read again when it has changed; one that is broken or gone changes nothing.
 * For any number of threads.
 */
public final class WebhookSecrets {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookSecrets.class);
  private static final long MOST_BYTES = 1L << 20;

  private record Shop(String domain, String site, String secret) {

    @Override
    public String toString() {
      return domain + " " + site;
    }
  }

  private final Path file;
  private List<Shop> shops;
  private FileTime read;

  /** The reason why the file cannot be read, told once; null when it can. */
  private String problem;

  /**
   * @throws IllegalArgumentException when the file is not there, broken, or readable by others
   */
  public WebhookSecrets(Path file) {
    this.file = file;
    try {
      this.read = Files.getLastModifiedTime(file);
      this.shops = parse();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The file of secrets " + file + " cannot be read: " + e, e);
    }
  }

  /**
   * The site of the domain's webhooks.
   *
   * @param signed whether a secret made the signature
   * @return empty when none of the domain's secrets did
   */
  public Optional<String> site(String domain, Predicate<String> signed) {
    String lower = domain.toLowerCase(Locale.ROOT);
    return current().stream()
        .filter(shop -> shop.domain.equals(lower))
        .filter(shop -> signed.test(shop.secret))
        .map(Shop::site)
        .findFirst();
  }

  private synchronized List<Shop> current() {
    try {
      FileTime now = Files.getLastModifiedTime(file);
      if (!now.equals(read)) {
        shops = parse();
        read = now; // Not before: a change of access alone does not change the file's time.
      }
      problem = null;
    } catch (IOException | IllegalArgumentException e) {
      if (!e.toString().equals(problem)) {
        problem = e.toString();
        LOG.error("The secrets of webhooks are those of before: {}", problem);
      }
    }
    return shops;
  }

  private List<Shop> parse() throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw broken("it is larger than " + MOST_BYTES + " bytes");
    }
    if (new KeyFile(file).isReadableByOthers()) {
      throw broken("others than its owner may read it; use chmod 600");
    }
    List<Shop> parsed = new ArrayList<>();
    int number = 0;
    for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\\R", -1)) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      String[] parts = text.split("\\s+", -1);
      if (parts.length != 3) {
        throw broken("line " + number + " is not DOMAIN SITE SECRET, with blanks between");
      }
      parsed.add(new Shop(parts[0].toLowerCase(Locale.ROOT), parts[1], parts[2]));
    }
    return List.copyOf(parsed);
  }

  private IllegalArgumentException broken(String reason) {
    return new IllegalArgumentException(
        "The file of secrets " + file + " cannot be used: " + reason + ".");
  }
}
