package io.rapport.simulator;

import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.Recommendation;
import io.rapport.avro.RecommendedItem;
import io.rapport.simulator.shop.Assortment;
import io.rapport.simulator.shop.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The page on which simulated visitors see what is recommended to them. A share of the lists is
 * looked at, from the top down and by fewer the further down; the better an item goes with the one
 * on the page, which only the simulator knows, the likelier it is clicked. Equal lists get equal
 * answers.
 */
public final class Shopfront {

  private static final double LOOKED_AT = 0.05;
  private static final int SHOWN = 6;
  private static final double LOOKS_FURTHER = 0.8;
  private static final double RELATED = 0.3;
  private static final double SAME_SHELF = 0.1;
  private static final double OTHER = 0.02;

  private final String idPrefix;
  private final Assortment assortment;
  private final Map<String, Item> items = new HashMap<>();

  /**
   * @param settings those of the shop whose visitors look
   */
  public Shopfront(SimulatorSettings settings) {
    // A shop of its own: the same seed gives the same items, but for those launched later.
    SimulationContext stage = new SimulationContext(settings, new GroundTruth());
    this.idPrefix = stage.idPrefix();
    this.assortment = stage.assortment;
    for (int i = 0; i < assortment.size(); i++) {
      items.put(assortment.item(i).id(), assortment.item(i));
    }
  }

  /**
   * The visitor's reaction to a list.
   *
   * @param now when it is on the page
   * @return impressions and at most one click; nothing for a list that is not looked at, or that
   *     answers nobody of this shop
   */
  public List<Click> show(Recommendation list, Instant now) {
    SplittableRandom chance = new SplittableRandom(list.getRecommendationId().hashCode());
    boolean ours = list.getTriggerEventId().startsWith(idPrefix);
    if (!ours || chance.nextDouble() >= LOOKED_AT) {
      return List.of();
    }
    List<Click> done = new ArrayList<>();
    int shown = Math.min(SHOWN, list.getItems().size());
    for (int slot = 0; slot < shown; slot++) {
      done.add(click(list, slot, ClickAction.IMPRESSION, now));
    }
    boolean looks = true;
    for (int slot = 0; slot < shown && looks; slot++) {
      if (chance.nextDouble() < appeal(list, list.getItems().get(slot))) {
        done.add(click(list, slot, ClickAction.RECOMMENDATION_CLICK, now));
        return done;
      }
      looks = chance.nextDouble() < LOOKS_FURTHER;
    }
    return done;
  }

  private double appeal(Recommendation list, RecommendedItem recommended) {
    Item on = items.get(list.getTriggerItemId());
    Item item = items.get(recommended.getItemId());
    if (on == null || item == null) {
      return OTHER;
    }
    if (assortment.goesWith(on, item)) {
      return RELATED;
    }
    return on.shelf() == item.shelf() ? SAME_SHELF : OTHER;
  }

  private Click click(Recommendation list, int slot, ClickAction action, Instant now) {
    Click click = new Click();
    click.setEventId(
        idPrefix
            + list.getRecommendationId()
            + "-"
            + slot
            + (action == ClickAction.IMPRESSION ? "i" : "c"));
    click.setEventTime(now);
    click.setSite(list.getSite());
    click.setVisitorId(list.getVisitorId());
    click.setCustomerId(list.getCustomerId());
    click.setAction(action);
    click.setItemId(list.getItems().get(slot).getItemId());
    click.setRecommendationId(list.getRecommendationId());
    click.setSlot(slot);
    return click;
  }
}
