package io.rapport.simulator.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.simulator.people.CustomerLocale;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhrasebookTest {

  private static TicketFacts facts(CustomerLocale tongue, Intent intent) {
    return new TicketFacts(
        tongue, intent, "R1", "kettle", "Ann", "a@example.com", "1", "4111", "9.99", 5);
  }

  @ParameterizedTest
  @EnumSource(CustomerLocale.class)
  void hasManyPhrasingsOfEveryIntent(CustomerLocale tongue) {
    Phrasebook book = new Phrasebook(tongue);
    MessageWriter desk = new MessageWriter(new Random(2));
    for (Intent intent : Intent.values()) {
      assertThat(book.variants(intent)).as("%s %s", tongue, intent).isGreaterThanOrEqualTo(5);
      Set<String> openings = new HashSet<>();
      for (int i = 0; i < 200; i++) {
        openings.add(desk.opening(facts(tongue, intent)));
      }
      assertThat(openings).as("%s %s", tongue, intent).hasSizeGreaterThan(100);
      assertThat(book.article(intent).title()).isNotBlank();
      assertThat(book.article(intent).body()).isNotBlank();
    }
  }

  @ParameterizedTest
  @EnumSource(CustomerLocale.class)
  void leavesNothingOfTheGrammarInTheText(CustomerLocale tongue) {
    MessageWriter desk = new MessageWriter(new Random(1));
    for (Intent intent : Intent.values()) {
      TicketFacts facts = facts(tongue, intent);
      Set<String> texts = new HashSet<>();
      for (int i = 0; i < 60; i++) {
        texts.add(desk.opening(facts));
        texts.add(desk.subject(facts));
        texts.add(desk.followUp(facts));
        texts.add(desk.solved(facts));
        texts.add(desk.answer(facts));
      }
      assertThat(texts).allSatisfy(text -> assertThat(text).doesNotContainPattern("[\\[\\]{}|]"));
      assertThat(texts).hasSizeGreaterThan(60);
    }
  }

  @Test
  void expandsNestedAlternativesAndSlots() {
    Template template = Template.parse("a[b|c[d|]]{x}");
    Set<String> texts = new HashSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      texts.add(template.expand(random, name -> "<" + name + ">"));
    }
    assertThat(texts).containsExactlyInAnyOrder("ab<x>", "acd<x>", "ac<x>");
    assertThat(template.variants()).isEqualTo(3);
    assertThat(template.slots()).containsExactly("x");
  }

  @Test
  void refusesWhatIsNotClosed() {
    assertThatThrownBy(() -> Template.parse("a[b")).hasMessageContaining("unclosed");
    assertThatThrownBy(() -> Template.parse("a{b")).hasMessageContaining("unclosed");
  }
}
