package io.rapport.connectors.gateway.feeds;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.CustomerIdentity;
import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.DeadLetter;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.IdentityReview;
import io.rapport.avro.ItemNeighbours;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.PrivacyRequestKind;
import io.rapport.avro.Purchase;
import io.rapport.avro.PurchaseCharge;
import io.rapport.avro.PurchaseLine;
import io.rapport.avro.QualityReport;
import io.rapport.avro.Recommendation;
import io.rapport.avro.SegmentModel;
import io.rapport.avro.SiteRules;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.TriagedTicket;
import io.rapport.avro.VisitorErasure;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.memory.GatewayMemory;
import io.rapport.connectors.gateway.memory.HeapEstimate;
import io.rapport.connectors.gateway.memory.ListedDeadLetter;
import io.rapport.connectors.gateway.memory.SiteKey;
import io.rapport.connectors.gateway.memory.Ticket;
import io.rapport.connectors.gateway.memory.TimelineEvent;
import io.rapport.connectors.gateway.streams.Channel;
import io.rapport.connectors.gateway.streams.StreamMessage;
import io.rapport.connectors.gateway.view.CustomerJson;
import io.rapport.connectors.gateway.view.DeadLetterJson;
import io.rapport.connectors.gateway.view.QualityJson;
import io.rapport.connectors.gateway.view.RecommendationJson;
import io.rapport.connectors.gateway.view.TicketJson;
import io.rapport.connectors.kafka.DeadLetterReplay;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.core.intake.IdRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Puts each topic's records into the memory and publishes them to the streams. */
public final class Feeds {

  private static final int MESSAGE_BYTES = 100;
  private static final int MONEY_PLACES = 4;

  /**
   * The first partition number of support events in positions of the ticket stream, which joins two
   * topics: triaged tickets, and agents' actions.
   */
  private static final int DESK_PARTITIONS = 100_000;

  private final KafkaSettings kafka;
  private final GatewayMemory memory;
  private final Map<String, Channel> channels;
  private final RecommendationJson recommendations;
  private final BooleanSupplier live;
  private final Clock clock;

  /**
   * @param live whether the backlog has been read; latencies of a backlog mean nothing
   */
  public Feeds(
      KafkaSettings kafka,
      GatewayMemory memory,
      Map<String, Channel> channels,
      BooleanSupplier live,
      Clock clock) {
    this.kafka = kafka;
    this.memory = memory;
    this.channels = channels;
    this.recommendations = new RecommendationJson(memory.catalogue());
    this.live = live;
    this.clock = clock;
  }

  List<Feed<?>> all() {
    return List.of(
        new Feed<>(kafka, Click.class, Feed.Start.RECENT, this::click),
        new Feed<>(kafka, Purchase.class, Feed.Start.BACKLOG, this::purchase),
        new Feed<>(kafka, SupportEvent.class, Feed.Start.BACKLOG, this::support),
        new Feed<>(kafka, IdentityLink.class, Feed.Start.BACKLOG, this::link),
        new Feed<>(kafka, PrivacyRequest.class, Feed.Start.BACKLOG, this::privacy),
        new Feed<>(kafka, VisitorErasure.class, Feed.Start.BACKLOG, this::erasure),
        new Feed<>(kafka, CatalogueItem.class, Feed.Start.BEGINNING, this::item),
        new Feed<>(kafka, Recommendation.class, Feed.Start.RECENT, this::recommendation),
        new Feed<>(kafka, ItemNeighbours.class, Feed.Start.BEGINNING, this::neighbours),
        new Feed<>(kafka, TriagedTicket.class, Feed.Start.BEGINNING, this::ticket),
        new Feed<>(kafka, CustomerProfile.class, Feed.Start.BEGINNING, this::profile),
        new Feed<>(kafka, CustomerSegment.class, Feed.Start.BEGINNING, this::segment),
        new Feed<>(kafka, CustomerIdentity.class, Feed.Start.BEGINNING, this::identity),
        new Feed<>(kafka, IdentityReview.class, Feed.Start.BEGINNING, this::review),
        new Feed<>(kafka, SegmentModel.class, Feed.Start.BEGINNING, this::segmentModel),
        new Feed<>(kafka, SiteRules.class, Feed.Start.BEGINNING, this::rules),
        new Feed<>(kafka, QualityReport.class, Feed.Start.BACKLOG, this::quality),
        new Feed<>(kafka, DeadLetter.class, Feed.Start.BACKLOG, this::deadLetter));
  }

  private void publish(
      String channel, Arrival<?> arrival, String site, String subject, Supplier<String> json) {
    channels
        .get(channel)
        .publish(
            new StreamMessage(
                arrival.partition(),
                arrival.offset(),
                site,
                subject,
                HeapEstimate.decoded(arrival.size()) + MESSAGE_BYTES,
                json));
  }

  /** The site and identifier of a key such as {@code default/i1}. */
  static SiteKey key(String key) {
    int slash = key == null ? -1 : key.indexOf('/');
    return slash < 0
        ? new SiteKey("", "")
        : new SiteKey(key.substring(0, slash), key.substring(slash + 1));
  }

  private void click(Arrival<Click> arrival) {
    Click click = arrival.value();
    if (click != null) {
      memory.site(click.getSite());
      memory
          .timelines()
          .add(
              click.getSite(),
              new TimelineEvent(
                  click.getEventTime().toEpochMilli(),
                  "clicks",
                  click.getAction().name(),
                  click.getItemId(),
                  null,
                  null,
                  null),
              click.getCustomerId(),
              click.getVisitorId());
    }
  }

  private void purchase(Arrival<Purchase> arrival) {
    Purchase purchase = arrival.value();
    if (purchase != null) {
      memory
          .timelines()
          .add(
              purchase.getSite(),
              new TimelineEvent(
                  purchase.getEventTime().toEpochMilli(),
                  "purchases",
                  purchase.getKind().name(),
                  purchase.getLines().isEmpty() ? null : purchase.getLines().get(0).getItemId(),
                  null,
                  total(purchase),
                  purchase.getCurrency()),
              purchase.getCustomerId(),
              purchase.getVisitorId());
    }
  }

  private static BigDecimal total(Purchase purchase) {
    BigDecimal total = BigDecimal.ZERO;
    for (PurchaseLine line : purchase.getLines()) {
      if (line.getUnitPrice() != null) {
        Double measure = line.getMeasure();
        BigDecimal units =
            measure == null || !Double.isFinite(measure)
                ? BigDecimal.valueOf(line.getQuantity())
                : BigDecimal.valueOf(measure);
        total = total.add(line.getUnitPrice().multiply(units));
      }
    }
    for (PurchaseCharge charge : purchase.getCharges()) {
      total = total.add(charge.getAmount());
    }
    return total.setScale(MONEY_PLACES, RoundingMode.HALF_UP);
  }

  private void support(Arrival<SupportEvent> arrival) {
    SupportEvent event = arrival.value();
    if (event == null) {
      return;
    }
    memory.tickets().apply(event);
    Ticket ticket = memory.tickets().get(new SiteKey(event.getSite(), event.getTicketId()));
    String customer =
        event.getCustomerId() == null && ticket.triaged() != null
            ? ticket.triaged().getCustomerId()
            : event.getCustomerId();
    if (ticket.triaged() != null) {
      channels
          .get("triaged-tickets")
          .publish(
              new StreamMessage(
                  DESK_PARTITIONS + arrival.partition(),
                  arrival.offset(),
                  event.getSite(),
                  event.getTicketId(),
                  MESSAGE_BYTES + ticket.bytes(),
                  () -> TicketJson.ticket(ticket).toString()));
    }
    memory
        .timelines()
        .add(
            event.getSite(),
            new TimelineEvent(
                event.getEventTime().toEpochMilli(),
                "support",
                event.getKind().name(),
                null,
                event.getTicketId(),
                null,
                null),
            customer,
            event.getVisitorId());
  }

  private void link(Arrival<IdentityLink> arrival) {
    IdentityLink link = arrival.value();
    if (link == null) {
      return;
    }
    long time = link.getEventTime().toEpochMilli();
    if (IdRule.LOGOUT.equals(link.getOrigin())) {
      memory.timelines().logout(link.getSite(), link.getVisitorId(), time);
    } else {
      memory.timelines().login(link.getSite(), link.getCustomerId(), link.getVisitorId(), time);
    }
  }

  private void privacy(Arrival<PrivacyRequest> arrival) {
    PrivacyRequest request = arrival.value();
    if (request != null && request.getKind() == PrivacyRequestKind.ERASURE) {
      // A clock that is fast must not erase what is yet to come.
      long time = Math.min(request.getEventTime().toEpochMilli(), arrival.timestamp());
      for (String id : new String[] {request.getCustomerId(), request.getVisitorId()}) {
        if (id != null) {
          memory.forget(new SiteKey(request.getSite(), id), time);
        }
      }
    }
  }

  /** Forgets a cookie of an erased person; the erasure request itself may name only the account. */
  private void erasure(Arrival<VisitorErasure> arrival) {
    VisitorErasure erasure = arrival.value();
    if (erasure != null) {
      memory.forget(
          new SiteKey(erasure.getSite(), erasure.getVisitorId()),
          Math.min(erasure.getEventTime().toEpochMilli(), arrival.timestamp()));
    }
  }

  private void item(Arrival<CatalogueItem> arrival) {
    if (arrival.value() == null) {
      memory.catalogue().remove(key(arrival.key()));
    } else {
      memory.site(arrival.value().getSite());
      memory.catalogue().put(arrival.value(), arrival.size());
    }
  }

  private void recommendation(Arrival<Recommendation> arrival) {
    Recommendation recommendation = arrival.value();
    if (recommendation == null) {
      return;
    }
    memory.recommendations().put(recommendation, arrival.timestamp());
    if (live.getAsBoolean()) {
      memory.latencies().record(clock.millis() - recommendation.getTriggerTime().toEpochMilli());
    }
    publish(
        "recommendations",
        arrival,
        recommendation.getSite(),
        recommendation.getVisitorId(),
        () -> recommendations.recommendedText(recommendation, arrival.timestamp()));
  }

  private void neighbours(Arrival<ItemNeighbours> arrival) {
    if (arrival.value() == null) {
      memory.neighbours().remove(key(arrival.key()));
      memory.popularity().remove(key(arrival.key()));
    } else {
      memory.neighbours().put(arrival.value());
      memory
          .popularity()
          .put(arrival.value().getSite(), arrival.value().getItemId(), arrival.value().getCount());
    }
  }

  private void ticket(Arrival<TriagedTicket> arrival) {
    SiteKey key = key(arrival.key());
    if (arrival.value() == null) {
      memory.tickets().remove(key);
      publish("triaged-tickets", arrival, key.site(), key.id(), () -> removed(key));
      return;
    }
    TriagedTicket triaged = arrival.value();
    memory.site(triaged.getSite());
    memory.tickets().put(triaged, arrival.size());
    SiteKey ticket = new SiteKey(triaged.getSite(), triaged.getTicketId());
    publish(
        "triaged-tickets",
        arrival,
        triaged.getSite(),
        triaged.getTicketId(),
        () -> {
          Ticket now = memory.tickets().get(ticket);
          return TicketJson.ticket(
                  now == null || now.triaged() == null
                      ? new Ticket(ticket, triaged, Ticket.Status.OPEN, List.of(), 0)
                      : now)
              .toString();
        });
  }

  private void profile(Arrival<CustomerProfile> arrival) {
    SiteKey key = key(arrival.key());
    if (arrival.value() == null) {
      memory.customers().removeProfile(key);
      publish("customer-profiles", arrival, key.site(), key.id(), () -> removed(key));
    } else {
      CustomerProfile profile = arrival.value();
      memory.site(profile.getSite());
      if (profile.getMergedInto() == null) {
        memory.customers().put(profile, arrival.size());
        memory.identities().stand(key);
      } else {
        memory.customers().removeProfile(key); // A part of another customer.
        memory
            .identities()
            .point(key, profile.getMergedInto(), profile.getEventTime().toEpochMilli());
      }
      publish(
          "customer-profiles",
          arrival,
          profile.getSite(),
          profile.getCustomerId(),
          () -> CustomerJson.profile(profile).toString());
    }
  }

  private void segment(Arrival<CustomerSegment> arrival) {
    SiteKey key = key(arrival.key());
    if (arrival.value() == null) {
      memory.customers().removeSegment(key);
      publish("customer-segments", arrival, key.site(), key.id(), () -> removed(key));
    } else {
      CustomerSegment segment = arrival.value();
      memory.customers().put(segment, arrival.size());
      publish(
          "customer-segments",
          arrival,
          segment.getSite(),
          segment.getCustomerId(),
          () -> CustomerJson.segment(segment).toString());
    }
  }

  private void identity(Arrival<CustomerIdentity> arrival) {
    if (arrival.value() == null) {
      memory.identities().remove(key(arrival.key()));
    } else {
      memory.identities().put(arrival.value(), arrival.size());
    }
  }

  private void review(Arrival<IdentityReview> arrival) {
    if (arrival.value() == null) {
      memory.identities().removeReview(key(arrival.key()));
    } else {
      memory.identities().putReview(key(arrival.key()), arrival.value(), arrival.size());
    }
  }

  private static String removed(SiteKey key) {
    return Json.object()
        .put("site", key.site())
        .put("id", key.id())
        .put("removed", true)
        .toString();
  }

  private void segmentModel(Arrival<SegmentModel> arrival) {
    if (arrival.value() != null) {
      memory.segmentModels().put(arrival.value().getModelId(), arrival.value());
    }
  }

  private void rules(Arrival<SiteRules> arrival) {
    if (arrival.value() == null) {
      memory.rules().remove(arrival.key());
    } else {
      memory.rules().put(arrival.value().getSite(), arrival.value());
    }
  }

  private void quality(Arrival<QualityReport> arrival) {
    QualityReport report = arrival.value();
    if (report != null) {
      memory.quality().put(report);
      publish(
          "quality-reports",
          arrival,
          report.getSite(),
          null,
          () -> QualityJson.report(report).toString());
    }
  }

  private void deadLetter(Arrival<DeadLetter> arrival) {
    if (arrival.value() != null) {
      ListedDeadLetter letter =
          ListedDeadLetter.of(
              arrival.partition(),
              arrival.offset(),
              arrival.value(),
              DeadLetterReplay.isReplayable(arrival.value()));
      memory.deadLetters().put(letter.partition() + "/" + letter.offset(), letter);
      publish("dead-letters", arrival, "", null, () -> DeadLetterJson.letter(letter).toString());
    }
  }
}
