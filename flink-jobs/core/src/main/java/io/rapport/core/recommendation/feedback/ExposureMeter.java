package io.rapport.core.recommendation.feedback;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.catalogue.ItemFacts;
import io.rapport.core.recommendation.catalogue.ItemIndex;
import io.rapport.core.recommendation.catalogue.ItemKeys;
import io.rapport.core.recommendation.catalogue.PopularityLevels;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.ranking.SiteKnowledge;
import java.util.ArrayList;
import java.util.List;

/** Samples the recommended lists and describes their exposure. Not thread-safe. */
public final class ExposureMeter {

  private final double share;
  private final ItemFacts facts = new ItemFacts();

  /**
   * A meter.
   *
   * @param share of the lists, from 0 to 1
   */
  public ExposureMeter(double share) {
    this.share = share;
  }

  /** Whether a list is in the sample; the same for the same event. */
  public boolean measures(Recommended list) {
    double point = Hash64.share(list.triggerEventId());
    return point < share && !list.items().isEmpty();
  }

  /** The list with the catalogue data of its items. */
  public ExposedList describe(Recommended list, SiteKnowledge knowledge) {
    int size = list.items().size();
    long[] items = new long[size];
    int[] deciles = new int[size];
    double[] novelties = new double[size];
    List<String> categories = new ArrayList<>(size);
    List<String> sellers = new ArrayList<>(size);
    long site = Hash64.of(list.site());
    ItemIndex index = knowledge.items();
    PopularityLevels levels = index.levels(list.site());
    for (int i = 0; i < size; i++) {
      items[i] = Hash64.of(list.items().get(i).itemId());
      boolean known = index.find(ItemKeys.key(site, items[i]), facts) && levels != null;
      deciles[i] = known ? levels.decile(facts.popularity) : 0;
      novelties[i] = known ? levels.novelty(facts.popularity) : Double.NaN;
      categories.add(text(index.categories().name(facts.category)));
      sellers.add(text(index.brands().name(facts.brand)));
    }
    int catalogue = levels == null ? 0 : levels.total();
    return new ExposedList(list.site(), catalogue, items, deciles, novelties, categories, sellers);
  }

  private static String text(String name) {
    return name == null ? "" : name;
  }
}
