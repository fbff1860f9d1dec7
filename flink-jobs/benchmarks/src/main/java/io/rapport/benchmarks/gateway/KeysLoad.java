package io.rapport.benchmarks.gateway;

import io.rapport.connectors.gateway.access.Key;
import io.rapport.connectors.gateway.access.KeyFile;
import io.rapport.connectors.gateway.access.Keys;
import io.rapport.connectors.gateway.access.Role;
import io.rapport.connectors.gateway.access.Sites;
import io.rapport.connectors.gateway.access.VisitorTokens;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Compares reads of stored recommendations with keys with reads without, in turns: by a reader's
 * key, and by a page's key with each visitor's token.
 */
final class KeysLoad {

  private static final String SITE = "default";
  private static final String ORIGIN = "https://shop.example";
  private static final Duration LIFETIME = Duration.ofDays(1);

  private final KeyFile file;
  private final String reader;
  private final String page;
  private final List<String> tokens;

  /**
   * @param directory a file of keys is made there
   */
  KeysLoad(Path directory) {
    this.file = new KeyFile(directory.resolve("keys.json"));
    this.reader = key(Role.READ, Set.of());
    this.page = key(Role.BROWSER, Set.of(ORIGIN));
    Keys keys = file.read();
    VisitorTokens signer = new VisitorTokens(() -> keys, LIFETIME, LIFETIME, Clock.systemUTC());
    this.tokens =
        IntStream.range(0, GatewayTopics.VISITORS)
            .mapToObj(i -> signer.sign(SITE, "visitor-" + i).orElseThrow().token())
            .toList();
  }

  private String key(Role role, Set<String> origins) {
    Instant now = Instant.now();
    Key.Issued issued =
        Key.issue(
            new Key.Wish(role, Sites.of(List.of(SITE)), origins, Optional.empty(), 0, "bench"),
            now);
    file.change(keys -> keys.with(issued.key(), now));
    return issued.text();
  }

  Path keys() {
    return file.path();
  }

  private static int visitor(int number) {
    return Math.floorMod(number, GatewayTopics.VISITORS);
  }

  private static String path(int number) {
    return "/visitors/visitor-" + visitor(number) + "/recommendations";
  }

  /**
   * Loads both gateways in turns and prints the rates and their ratios.
   *
   * @param rounds after one that warms up
   */
  void compare(PrintWriter out, HttpLoad open, HttpLoad keyed, int rounds, Duration length) {
    double[][] rates = new double[3][rounds];
    String read = "Authorization: Bearer " + reader + "\r\n";
    String shown = "Authorization: Bearer " + page + "\r\nOrigin: " + ORIGIN + "\r\n";
    for (int round = -1; round < rounds; round++) {
      double without = open.get(KeysLoad::path, length).perSecond();
      double byReader = keyed.get(KeysLoad::path, i -> read, length).perSecond();
      double byPage =
          keyed
              .get(
                  KeysLoad::path,
                  i -> shown + "X-Rapport-Visitor: " + tokens.get(visitor(i)) + "\r\n",
                  length)
              .perSecond();
      if (round >= 0) {
        rates[0][round] = without;
        rates[1][round] = byReader;
        rates[2][round] = byPage;
      }
    }
    print(out, "without keys", rates[0], rates[0]);
    print(out, "with a reader's key", rates[1], rates[0]);
    print(out, "with a page's key and tokens", rates[2], rates[0]);
  }

  private static void print(PrintWriter out, String name, double[] rates, double[] without) {
    double[] ratios =
        IntStream.range(0, rates.length).mapToDouble(i -> rates[i] / without[i]).toArray();
    out.printf(
        "%-29s %,10.0f requests a second, ratio %.2f (%.2f to %.2f in %d rounds)%n",
        name,
        median(rates),
        median(ratios),
        Arrays.stream(ratios).min().orElseThrow(),
        Arrays.stream(ratios).max().orElseThrow(),
        rates.length);
    out.flush();
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
