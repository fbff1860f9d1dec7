package io.rapport.core.recommendation.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.recommendation.settings.ContentSettings;
import io.rapport.core.state.Repacked;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReverseNeighboursTest {

  private static final ContentSettings FIVE = ContentSettings.DEFAULT.with(c -> c.partners(5));
  private static final ContentSettings TWO = ContentSettings.DEFAULT.with(c -> c.partners(2));

  private static PartnerMessage alike(int partner, float similarity) {
    return new PartnerMessage(
        "shop", "item", PartnerMessage.Kind.ALIKE, 1, "partner" + partner, 1, similarity);
  }

  @Test
  void theLeastAlikeLeaveUnderALoweredBound() {
    ReverseNeighbours neighbours = new ReverseNeighbours(FIVE);
    PartnerMessage renewed =
        new PartnerMessage("shop", "item", PartnerMessage.Kind.RENEWED, 1, null, 0, 0);
    neighbours.apply(renewed, link -> {});
    for (int i = 0; i < 5; i++) {
      neighbours.apply(alike(i, 0.5f + i / 100f), link -> {});
    }
    ReverseNeighbours fewer = Repacked.of(ReverseNeighbours.format(FIVE), neighbours);
    byte[] packed = ReverseNeighbours.format(FIVE).pack(fewer);
    fewer = ReverseNeighbours.format(TWO).unpack(packed);
    List<ContentLink> links = new ArrayList<>();
    fewer.apply(alike(9, 0.9f), links::add);
    assertThat(links).filteredOn(link -> link.similarity() == 0).hasSize(4);
    assertThat(links).filteredOn(link -> link.similarity() > 0.8f).hasSize(1);
  }
}
