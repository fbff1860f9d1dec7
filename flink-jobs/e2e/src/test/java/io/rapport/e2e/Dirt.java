package io.rapport.e2e;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.Purchase;
import io.rapport.avro.SupportEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The records of every kind that cannot be used, each with the reason its dead letter has to give.
 */
final class Dirt {

  private static final int UNKNOWN_SCHEMA_ID = 987_654;

  private final Producers producers;
  private final Shop shop;
  private final Instant now;

  Dirt(Producers producers, Shop shop, Instant now) {
    this.producers = producers;
    this.shop = shop;
    this.now = now;
  }

  /** Sends each kind once and returns the reasons expected, one a record. */
  List<String> send() {
    byte[] good = producers.encode(shop.click(0));
    Click.Builder click = Click.newBuilder(shop.click(0)).setEventId("dirty");
    producers.raw(Click.class, "k", "{\"itemId\": 7}".getBytes(StandardCharsets.UTF_8));
    producers.raw(Click.class, "k", withSchemaId(good, UNKNOWN_SCHEMA_ID));
    producers.raw(Click.class, "k", Arrays.copyOf(good, good.length - 6));
    producers.raw(Click.class, "k", Arrays.copyOf(good, good.length + 3));
    producers.raw(Click.class, "k", null);
    producers.raw(Click.class, "k", producers.encode(shop.item(1)));
    producers.send(Click.newBuilder(click).setVisitorId(" ").setCustomerId(null).build());
    producers.send(Click.newBuilder(click).setItemId(null).build());
    producers.send(Click.newBuilder(click).setSite("a/b").build());
    producers.send(Click.newBuilder(click).setItemId("x".repeat(500)).build());
    producers.send(Click.newBuilder(click).setEventTime(Instant.ofEpochSecond(9)).build());
    producers.send(Click.newBuilder(click).setEventTime(now.plus(Duration.ofDays(1))).build());
    producers.send(Purchase.newBuilder(shop.purchase(0)).setLines(List.of()).build());
    producers.send(SupportEvent.newBuilder(shop.ticket(0)).setSubject(null).setBody("").build());
    producers.raw(CatalogueItem.class, "not-a-site-and-an-item", null);
    return List.of(
        "not-wire-format",
        "unknown-schema-id",
        "truncated",
        "trailing-bytes",
        "tombstone",
        "incompatible-schema",
        "missing-identity",
        "missing-field",
        "invalid-site",
        "identifier-too-long",
        "invalid-time",
        "future-dated",
        "no-lines",
        "missing-field",
        "missing-field");
  }

  private static byte[] withSchemaId(byte[] wire, int id) {
    byte[] changed = wire.clone();
    ByteBuffer.wrap(changed).putInt(1, id);
    return changed;
  }
}
