package io.limpet.search.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', all-minilm-l6-v2-q, true",
    "de, '', all-minilm-l6-v2-q, true",
    "zh, '', bge-small-zh-v15-q, true",
    "zh, e5-small-v2-q, e5-small-v2-q, true",
    "en, none, none, false",
  })
  void theEncoderSuitsTheLanguageUnlessNamed(
      String language, String given, String encoder, boolean has) {
    TextSettings settings = TextSettings.of(language, given, "", "");

    assertThat(settings.encoder()).isEqualTo(encoder);
    assertThat(settings.hasEncoder()).isEqualTo(has);
  }
}
