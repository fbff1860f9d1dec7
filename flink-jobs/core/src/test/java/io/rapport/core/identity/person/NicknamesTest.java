package io.rapport.core.identity.person;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NicknamesTest {

  private final Nicknames names = Nicknames.shared();

  @Test
  void relatesFormsOfAName() {
    assertThat(names.related("bill", "william")).isTrue();
    assertThat(names.related("billy", "will")).isTrue();
    assertThat(names.related("hans", "johannes")).isTrue();
    assertThat(names.related("bill", "robert")).isFalse();
    assertThat(names.related("bill", "unheard")).isFalse();
  }

  @Test
  void knowsTheFullForm() {
    assertThat(names.root("liz")).isEqualTo("elizabeth");
    assertThat(names.root("unheard")).isEqualTo("unheard");
    assertThat(names.groups("liz")).isNotEmpty();
    assertThat(names.groups("unheard")).isEmpty();
  }
}
