package io.rapport.connectors.gateway.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rapport.avro.CatalogueItem;
import io.rapport.avro.ContextRecommendation;
import io.rapport.avro.ExperimentAssignment;
import io.rapport.avro.ItemReason;
import io.rapport.avro.Recommendation;
import io.rapport.avro.RecommendedItem;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.memory.Catalogue;
import io.rapport.connectors.gateway.memory.Neighbours;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Writes recommendations as JSON, with titles and prices from the catalogue. It streams the JSON
 * without building a tree, because this is the most frequent answer.
 */
public final class RecommendationJson {

  private static final int USUAL_BYTES = 6_000;

  private final Catalogue catalogue;

  public RecommendationJson(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] write(Body body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json = Json.factory().createGenerator(out)) {
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("written into an array", e);
    }
    return out.toByteArray();
  }

  /**
   * The engine's recommendation for a visitor.
   *
   * @param published time of receipt at the broker, in milliseconds since 1970-01-01 UTC
   * @param context a context that has a list of its own, or an item to leave out; null for none
   */
  public byte[] recommended(
      Recommendation r, long published, int limit, String context, ListFilter filter) {
    Optional<ContextRecommendation> own =
        r.getContexts().stream().filter(c -> c.getContext().equals(context)).findFirst();
    List<RecommendedItem> list = own.map(ContextRecommendation::getItems).orElse(r.getItems());
    String without = own.isPresent() ? null : context;
    return write(
        json -> {
          head(json, r.getSite(), r.getVisitorId(), false, r.getModelVersion());
          json.writeStringField("recommendationId", r.getRecommendationId());
          json.writeStringField("eventTime", Json.time(r.getEventTime()));
          json.writeStringField("triggerTime", Json.time(r.getTriggerTime()));
          json.writeStringField("triggerEventId", r.getTriggerEventId());
          json.writeStringField("triggerItemId", r.getTriggerItemId());
          json.writeStringField("generatedAt", Json.time(published));
          decided(json, r);
          json.writeArrayFieldStart("items");
          int slot = 0;
          for (RecommendedItem item : list) {
            if (slot < limit
                && !item.getItemId().equals(without)
                && filter.passes(r.getSite(), item.getItemId(), catalogue)) {
              item(json, r, item, slot++);
            }
          }
          json.writeEndArray();
        });
  }

  /** Writes the notes and experiments that decided besides the scores. */
  private static void decided(JsonGenerator json, Recommendation r) throws IOException {
    json.writeArrayFieldStart("notes");
    for (String note : r.getNotes()) {
      json.writeString(note);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("experiments");
    for (ExperimentAssignment one : r.getExperiments()) {
      json.writeStartObject();
      json.writeStringField("experiment", one.getExperiment());
      json.writeStringField("variant", one.getVariant());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  public String recommendedText(Recommendation r, long published) {
    return new String(
        recommended(r, published, Integer.MAX_VALUE, null, ListFilter.NONE),
        StandardCharsets.UTF_8);
  }

  private void item(JsonGenerator json, Recommendation r, RecommendedItem item, int slot)
      throws IOException {
    json.writeStartObject();
    described(json, r.getSite(), item.getItemId(), item.getCategory());
    json.writeNumberField("score", item.getScore());
    json.writeNumberField("slot", slot);
    json.writeStringField("source", item.getSource());
    json.writeArrayFieldStart("reasons");
    for (ItemReason reason : item.getReasons()) {
      reason(json, r.getSite(), reason.getItemId(), reason.getSource(), reason.getWeight());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * A list that the gateway makes itself: neighbours of some items, or the most visited items.
   *
   * @param visitor null when the request names none
   * @param fallback whether the engine knows nothing of the visitor
   * @param source the source named for every item
   */
  public byte[] candidates(
      String site,
      String visitor,
      boolean fallback,
      String source,
      List<Neighbours.Candidate> candidates) {
    return write(
        json -> {
          head(json, site, visitor, fallback, source);
          json.writeArrayFieldStart("items");
          for (int slot = 0; slot < candidates.size(); slot++) {
            candidate(json, site, candidates.get(slot), slot, source);
          }
          json.writeEndArray();
        });
  }

  private void candidate(
      JsonGenerator json, String site, Neighbours.Candidate candidate, int slot, String source)
      throws IOException {
    json.writeStartObject();
    described(json, site, candidate.itemId(), null);
    json.writeNumberField("score", candidate.score());
    json.writeNumberField("slot", slot);
    json.writeStringField("source", source);
    json.writeArrayFieldStart("reasons");
    for (Neighbours.Share share : candidate.reasons()) {
      reason(json, site, share.itemId(), source, share.share());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void head(
      JsonGenerator json, String site, String visitor, boolean fallback, String version)
      throws IOException {
    json.writeStringField("site", site);
    json.writeStringField("visitor", visitor);
    json.writeBooleanField("fallback", fallback);
    json.writeStringField("modelVersion", version);
  }

  private void described(JsonGenerator json, String site, String itemId, String category)
      throws IOException {
    CatalogueItem item = catalogue.get(site, itemId);
    json.writeStringField("itemId", itemId);
    json.writeStringField("title", item == null ? null : item.getTitle());
    json.writeStringField(
        "category", item == null || item.getCategory() == null ? category : item.getCategory());
    BigDecimal price = item == null ? null : Json.money(item.getPrice());
    if (price == null) {
      json.writeNullField("price");
    } else {
      json.writeNumberField("price", price);
    }
    json.writeStringField("currency", item == null ? null : item.getCurrency());
  }

  private void reason(JsonGenerator json, String site, String itemId, String source, double weight)
      throws IOException {
    CatalogueItem item = itemId == null ? null : catalogue.get(site, itemId);
    json.writeStartObject();
    json.writeStringField("itemId", itemId);
    json.writeStringField("title", item == null ? null : item.getTitle());
    json.writeStringField("source", source);
    json.writeNumberField("weight", weight);
    json.writeEndObject();
  }
}
