package io.rapport.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.CustomerRecord;
import io.rapport.connectors.sources.mapping.MappedAdapter;
import io.rapport.connectors.sources.mapping.MappingGuess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.avro.specific.SpecificRecord;

class ImportRunTest {

  private static final List<String> COLUMNS = List.of("id", "email", "name");
  private static Path file;

  @BeforeContainer
  static void create() throws IOException {
    file = Files.createTempFile("rapport-import", ".csv");
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(file);
  }

  /** Lines of what tables are made of, so that nearly right ones come up too. */
  @Provide
  Arbitrary<String> garbage() {
    return Arbitraries.of(
            "\"", ",", "\n", "\r\n", "1", "a@b.example", "ä", "\uD83D\uDE00", " ", "{}")
        .list()
        .ofMaxSize(60)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 200)
  void garbageNeverThrowsAndEveryRecordIsAccountedFor(@ForAll("garbage") String garbage)
      throws IOException {
    Files.writeString(file, String.join(",", COLUMNS) + "\n" + garbage, StandardCharsets.UTF_8);
    FileShape shape =
        new FileShape(new Encoding(StandardCharsets.UTF_8, false), ',', COLUMNS, false);
    ImportPlan plan =
        new ImportPlan(
            "people.csv",
            false,
            new MappedAdapter(MappingGuess.of("crm", COLUMNS, false)),
            CustomerRecord.class,
            false,
            "shop",
            Instant.parse("2026-11-30T12:00:00Z"),
            Long.MAX_VALUE);
    List<SpecificRecord> events = new ArrayList<>();
    List<RefusedRecord> refused = new ArrayList<>();
    ImportSink sink =
        new ImportSink() {
          @Override
          public void event(SpecificRecord event) {
            events.add(event);
          }

          @Override
          public void refused(RefusedRecord record) {
            refused.add(record);
          }
        };
    ImportAccount account = ImportRun.of(file, shape, plan, sink);
    assertThat(account.balanced()).isTrue();
    assertThat(account.sent()).isEqualTo(events.size());
    assertThat(account.allRefused()).isEqualTo(refused.size());
    assertThat(refused.stream().map(RefusedRecord::line).collect(Collectors.toSet()))
        .as("each line is refused once")
        .hasSize(refused.size());
  }
}
