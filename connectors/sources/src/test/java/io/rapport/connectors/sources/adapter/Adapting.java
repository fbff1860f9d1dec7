package io.rapport.connectors.sources.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.connectors.sources.contract.ContractReader;
import io.rapport.connectors.sources.contract.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** The outcomes of a payload's records, read as the gateway reads them. */
public final class Adapting {

  /** The time of receipt. */
  public static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private static final SourceReader READER = new SourceReader(new ContractReader());

  private Adapting() {}

  /** The outcome of each record of a payload. */
  public static List<Outcome> outcomes(
      SourceAdapter adapter, String body, String mediaType, Map<String, String> headers)
      throws RefusalException {
    Payload payload =
        new Payload(body.getBytes(StandardCharsets.UTF_8), mediaType, new StrictJson(16));
    List<Outcome> outcomes = new ArrayList<>();
    for (JsonNode record : adapter.split(payload)) {
      outcomes.add(READER.read(adapter, record, new Reception("shop", NOW, "new-id", headers)));
    }
    return outcomes;
  }

  /** As above, of JSON without headers, single quotes for double ones. */
  public static List<Outcome> json(SourceAdapter adapter, String body) throws RefusalException {
    return outcomes(adapter, body.replace('\'', '"'), "application/json", Map.of());
  }

  /** The events of a payload of which nothing is refused. */
  public static List<SpecificRecord> events(SourceAdapter adapter, String body)
      throws RefusalException {
    List<Outcome> outcomes = json(adapter, body);
    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.refusal()).isEmpty());
    return outcomes.stream().flatMap(outcome -> outcome.events().stream()).toList();
  }

  /** The one event of a payload. */
  public static <T extends SpecificRecord> T one(
      SourceAdapter adapter, String body, Class<T> contract) throws RefusalException {
    List<SpecificRecord> events = events(adapter, body);
    assertThat(events).hasSize(1).first().isInstanceOf(contract);
    return contract.cast(events.get(0));
  }

  /** The reason why the one record of a payload is refused. */
  public static Refusal refusal(SourceAdapter adapter, String body) throws RefusalException {
    List<Outcome> outcomes = json(adapter, body);
    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.get(0).refusal()).as("%s", outcomes.get(0)).isPresent();
    return outcomes.get(0).refusal().get();
  }
}
