package io.rapport.simulator;

import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.PrivacyRequestKind;
import io.rapport.simulator.dirt.Dirt;
import io.rapport.simulator.shop.Item;
import io.rapport.simulator.shop.WeightedChoice;
import java.time.Instant;
import java.util.List;

/** Draws the next arrival when no actor is due. */
final class Arrivals {

  private static final double LAUNCH = 0.004;
  private static final double DELIVERY = 0.012;
  private static final double PRIVACY = 0.0006;
  private static final int SHORTEST_BOT = 60;
  private static final int LONGEST_BOT = 180;
  private static final List<PrivacyRequestKind> PRIVACY_KINDS =
      List.of(PrivacyRequestKind.OPT_OUT, PrivacyRequestKind.OPT_IN, PrivacyRequestKind.ERASURE);
  private static final WeightedChoice PRIVACY_KIND = new WeightedChoice(5, 3, 2);

  private final SimulationContext stage;
  private long plannedBotClicks;

  Arrivals(SimulationContext stage) {
    this.stage = stage;
  }

  /**
   * Lets a new actor take its first step.
   *
   * @param records live records so far
   */
  void come(long now, long records) {
    double at = stage.random.nextDouble();
    if (plannedBotClicks < records * stage.settings.dirt().of(Dirt.BOT)) {
      int clicks = stage.random.nextInt(SHORTEST_BOT, LONGEST_BOT);
      plannedBotClicks += clicks;
      new Bot(clicks, stage).act(now, stage);
    } else if (at < stage.settings.ticketChance()) {
      Conversation.outOfTheBlue(stage).act(now, stage);
    } else if (stage.chance(LAUNCH)) {
      launch(now);
    } else if (stage.chance(DELIVERY)) {
      Item item = stage.assortment.popular();
      stage.stock.deliver(item);
      stage.announce(item, now);
    } else if (stage.chance(PRIVACY)) {
      stage.emit(privacyRequest(now), now);
    } else {
      new Session(stage.population.arrive(), stage).act(now, stage);
    }
  }

  private void launch(long now) {
    Item item = stage.assortment.launch();
    if (item != null) {
      stage.stock.open(item);
      stage.announce(item, now);
    }
  }

  private PrivacyRequest privacyRequest(long now) {
    PrivacyRequest request = new PrivacyRequest();
    request.setEventId(stage.eventId());
    request.setEventTime(Instant.ofEpochMilli(now));
    request.setSite(stage.settings.site());
    request.setRequestId("privacy-" + request.getEventId());
    request.setKind(PRIVACY_KINDS.get(PRIVACY_KIND.draw(stage.random)));
    request.setCustomerId(stage.population.anyAccount().customerId());
    return request;
  }
}
