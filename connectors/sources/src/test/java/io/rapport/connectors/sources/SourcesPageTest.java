package io.rapport.connectors.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.connectors.sources.adapter.Adapting;
import io.rapport.connectors.sources.adapter.Outcome;
import io.rapport.connectors.sources.adapter.RefusalException;
import io.rapport.connectors.sources.adapter.SourceAdapter;
import io.rapport.connectors.sources.mapping.Mapping;
import io.rapport.connectors.sources.mapping.MappingParser;
import io.rapport.connectors.sources.shop.ShopifySettings;
import io.rapport.connectors.sources.web.SegmentAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of {@code connectors/SOURCES.md} work as they stand. */
class SourcesPageTest {

  private static final Sources SOURCES = new Sources(ShopifySettings.DEFAULT, Set.of());
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ADDRESS = Pattern.compile("/sources/(\\w+)(?:/v1/(\\w+))?");
  private static final Pattern QUOTED =
      Pattern.compile("'([^']*(?:\\{\"|From:)[^']*)'", Pattern.DOTALL);

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "SOURCES.md"));
  }

  @Test
  void everyExampleIsTakenByItsAdapter() throws Exception {
    Set<String> shown = new TreeSet<>();
    for (MatchResult block : BLOCK.matcher(page()).results().toList()) {
      Matcher address = ADDRESS.matcher(block.group(2));
      Matcher body = QUOTED.matcher(block.group(2));
      if (block.group(1).isEmpty() && address.find() && body.find()) {
        take(address.group(1), address.group(2), body.group(1));
        shown.add(address.group(1));
      }
    }
    assertThat(shown).containsExactlyInAnyOrderElementsOf(SOURCES.names());
  }

  private static void take(String name, String call, String body) throws RefusalException {
    SourceAdapter adapter = SOURCES.named(name).orElseThrow();
    boolean mail = body.startsWith("From:");
    Map<String, String> headers = call == null ? Map.of() : Map.of(SegmentAdapter.TYPE, call);
    for (Outcome outcome :
        Adapting.outcomes(
            adapter,
            body.replace("\\r\\n", "\r\n"),
            mail ? "message/rfc822" : "application/json",
            headers)) {
      assertThat(outcome.refusal()).as(body).isEmpty();
      assertThat(outcome.events()).as(body).isNotEmpty();
    }
  }

  @Test
  void theMappingIsOne() throws IOException {
    Matcher yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page());
    assertThat(yaml.find()).isTrue();
    Mapping mapping = MappingParser.parse(yaml.group(1));
    assertThat(mapping.source()).isEqualTo("crm");
    assertThat(mapping.paths()).containsEntry("Account", "sameAs");
  }
}
