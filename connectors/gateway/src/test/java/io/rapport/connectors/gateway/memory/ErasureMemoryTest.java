package io.rapport.connectors.gateway.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.connectors.gateway.GatewaySettings;
import io.rapport.connectors.gateway.Samples;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

/** Erasures in the gateway's memory, whose topics are read side by side. */
class ErasureMemoryTest {

  private static final long TIME = Samples.TIME.toEpochMilli();
  private static final SiteKey ANNA = key("anna");
  private static final SiteKey COOKIE = key("cookie");

  private final GatewayMemory memory =
      new GatewayMemory(GatewaySettings.of(new Configuration()).memory());

  private static SiteKey key(String id) {
    return new SiteKey(Samples.SITE, id);
  }

  private void visit(long time, String account, String cookie) {
    memory
        .timelines()
        .add(
            Samples.SITE,
            new TimelineEvent(time, "clicks", "VIEW", "i", null, null, null),
            account,
            cookie);
  }

  private List<Long> timeline(SiteKey of) {
    return memory.timelines().newest(of, 10).stream().map(TimelineEvent::time).toList();
  }

  @Test
  void whatHappenedBeforeAnErasureGoesAndWhatHappenedAfterwardsStays() {
    visit(10, "anna", "cookie");
    visit(20, null, "cookie");
    visit(40, "anna", null);
    memory.forget(ANNA, 30);
    assertThat(timeline(ANNA)).containsExactly(40L);
    assertThat(timeline(COOKIE)).isEmpty();
    visit(50, null, "cookie");
    assertThat(timeline(ANNA)).as("no login since").containsExactly(40L);
    assertThat(timeline(COOKIE)).containsExactly(50L);
    visit(60, "anna", "cookie");
    assertThat(timeline(ANNA)).containsExactly(60L, 50L, 40L);
  }

  @Test
  void whatIsReadAfterAnErasureAndHappenedBeforeDoesNotComeBack() {
    visit(10, "anna", "cookie");
    memory.forget(ANNA, 30);
    visit(12, "anna", null);
    visit(14, null, "cookie");
    visit(16, "anna", "other");
    memory.timelines().login(Samples.SITE, "anna", "other", 18);
    visit(40, null, "other");
    assertThat(timeline(ANNA)).isEmpty();
    assertThat(timeline(COOKIE)).isEmpty();
    assertThat(timeline(key("other"))).containsExactly(40L);
  }

  @Test
  void whatAnErasedPersonDidOnADeviceOfAnotherGoes() {
    visit(10, "anna", "pc");
    visit(20, null, "pc");
    visit(40, "bert", "pc");
    memory.forget(ANNA, 30);
    visit(22, null, "pc");
    assertThat(timeline(ANNA)).isEmpty();
    assertThat(timeline(key("bert"))).containsExactly(40L);
  }

  @Test
  void productsOfBeforeAnErasureGoAndStayAway() {
    put();
    memory.forget(ANNA, TIME - 1);
    assertThat(memory.customers().get(ANNA).profile()).isNotNull();
    assertThat(memory.customers().get(ANNA).segment()).isNotNull();
    assertThat(memory.identities().person(ANNA)).isNotNull();
    memory.forget(ANNA, TIME);
    assertThat(memory.customers().get(ANNA)).isNull();
    assertThat(memory.identities().person(ANNA)).isNull();
    put();
    memory.identities().point(ANNA, "zoe", TIME);
    assertThat(memory.customers().get(ANNA)).isNull();
    assertThat(memory.identities().person(ANNA)).isNull();
    assertThat(memory.identities().resolve(ANNA)).isEqualTo(ANNA);
    assertThat(memory.erasures().size()).isOne();
  }

  @Test
  void whomAnIdPointsToAfterAnErasureStays() {
    memory.identities().point(ANNA, "zoe", TIME + 1);
    memory.forget(ANNA, TIME);
    assertThat(memory.identities().resolve(ANNA)).isEqualTo(key("zoe"));
    memory.forget(ANNA, TIME + 1);
    assertThat(memory.identities().resolve(ANNA)).isEqualTo(ANNA);
  }

  private void put() {
    memory.customers().put(Samples.profile("anna"), 100);
    memory.customers().put(Samples.segment("anna", 1), 100);
    memory.identities().put(Samples.person("anna", "card"), 100);
  }

  @Test
  void aRecommendationOfAfterAnErasureStays() {
    memory.recommendations().put(Samples.recommendation("anna", "r1", "hat"), 1);
    memory.forget(ANNA, 1);
    assertThat(memory.recommendations().get(ANNA)).isNotNull();
    memory.forget(ANNA, Long.MAX_VALUE);
    assertThat(memory.recommendations().get(ANNA)).isNull();
    memory.recommendations().put(Samples.recommendation("anna", "r2", "hat"), 1);
    assertThat(memory.recommendations().get(ANNA)).isNull();
  }

  @Test
  void pairsThatNameAnErasedPersonWaitForNobody() {
    review("anna", "bert");
    review("aaron", "anna");
    review("bert", "carl");
    memory.forget(ANNA, TIME);
    assertThat(memory.identities().waiting(Samples.SITE)).isOne();
    review("anna", "bert");
    assertThat(memory.identities().waiting(Samples.SITE)).isOne();
    assertThat(memory.identities().newestReviews(Samples.SITE, Long.MAX_VALUE, 9))
        .extracting(entry -> entry.value().getSecond())
        .containsExactly("carl");
  }

  private void review(String first, String second) {
    memory.identities().putReview(key(first + "/" + second), Samples.review(first, second), 100);
  }

  @Test
  void erasuresAreBounded() {
    Erasures erasures = new Erasures(1_000);
    for (int i = 0; i < 100; i++) {
      erasures.add(key("c" + i), i);
    }
    erasures.add(key("c99"), 5);
    assertThat(erasures.bytes()).isLessThanOrEqualTo(1_000);
    assertThat(erasures.evicted()).isPositive();
    assertThat(erasures.cover(key("c99"), 99)).as("the later of two").isTrue();
    assertThat(erasures.cover(key("c99"), 100)).isFalse();
    assertThat(erasures.cover(key("c1"), 0)).isFalse();
  }
}
