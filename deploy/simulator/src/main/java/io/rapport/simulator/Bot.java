package io.rapport.simulator;

import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.simulator.dirt.Dirt;
import java.time.Instant;

/** A machine that reads the shop, several pages a second; half of them say so. */
final class Bot implements Actor {

  private static final long SHORTEST_PAUSE = 60;
  private static final long LONGEST_PAUSE = 240;
  private static final String HONEST = "Mozilla/5.0 (compatible; ShelfReader/2.1; +crawler)";
  private static final String DISGUISED =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0.0.0 Safari/537.36";

  private final String visitorId;
  private final String userAgent;
  private int left;

  Bot(int clicks, SimulationContext stage) {
    this.visitorId = "b" + Integer.toString(stage.random.nextInt(1_000_000), 36);
    this.userAgent = stage.random.nextBoolean() ? HONEST : DISGUISED;
    this.left = clicks;
  }

  @Override
  public void act(long now, SimulationContext stage) {
    var item = stage.assortment.item(stage.random.nextInt(stage.assortment.size()));
    Click click = new Click();
    click.setEventId(stage.eventId());
    click.setEventTime(Instant.ofEpochMilli(now));
    click.setSite(stage.settings.site());
    click.setVisitorId(visitorId);
    click.setAction(ClickAction.VIEW);
    click.setItemId(item.id());
    click.setUserAgent(userAgent);
    stage.emit(Records.record(click, now).as(Dirt.BOT));
    if (--left > 0) {
      stage.agenda.plan(now + stage.random.nextLong(SHORTEST_PAUSE, LONGEST_PAUSE), this);
    }
  }
}
