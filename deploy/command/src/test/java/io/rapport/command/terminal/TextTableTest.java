package io.rapport.command.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void alignsTextsLeftAndNumbersRight() {
    TextTable table = new TextTable("FEED", "IN").row("clicks", 12_345L).row("purchases", 7L);

    assertThat(table.toString().lines())
        .containsExactly("FEED           IN", "clicks     12,345", "purchases       7");
  }

  @Test
  void knowsThatItIsEmpty() {
    assertThat(new TextTable("A").isEmpty()).isTrue();
    assertThat(new TextTable("A").row("b").isEmpty()).isFalse();
  }
}
