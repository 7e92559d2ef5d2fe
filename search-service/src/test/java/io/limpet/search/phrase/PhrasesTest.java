package io.limpet.search.phrase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhrasesTest {
  @TempDir Path folder;

  private Phrases with(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
    return Phrases.with(folder);
  }

  @Test
  void everyBuiltInLanguageSaysEveryPhraseInItsOwnWords() {
    Phrases phrases = Phrases.builtIn();
    assertThat(phrases.languages()).containsExactly("de", "en", "es", "fr", "zh");
    for (Phrase phrase : Phrase.values()) {
      assertThat(phrases.languages().stream().map(one -> phrases.of(one).say(phrase)))
          .as(phrase.key())
          .doesNotHaveDuplicates()
          .allMatch(text -> text.contains(Phrase.ITEM) == phrase.speaksOfItem());
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "de | de",
        "de-AT | de",
        "fr-CH, fr;q=0.9, en;q=0.8 | fr",
        "it, es;q=0.7, de;q=0.3 | es",
        "zh-TW | zh",
        "it | en",
        "* | en",
        "en-GB | en",
      })
  void picksWhatThePersonPrefersAndElseEnglish(String preferred, String language) {
    assertThat(Phrases.builtIn().of(preferred).language()).isEqualTo(language);
    assertThat(Phrases.builtIn().of(null).language()).isEqualTo("en");
  }

  @Test
  void anItemIsSpokenOfByItsTitleWhateverIsInIt() {
    assertThat(Phrases.builtIn().of("de").say(Phrase.BOUGHT, "Tasse {item} $1 100 %s"))
        .isEqualTo("Weil Sie Tasse {item} $1 100 %s gekauft haben");
  }

  @Test
  void aFolderAddsALanguageWhoseGapsAreEnglish() throws IOException {
    Phrases phrases = with("it.properties", "new = Novità\nbought = Perché hai comprato {item}\n");
    assertThat(phrases.of("it-CH").say(Phrase.NEW)).isEqualTo("Novità");
    assertThat(phrases.of("it").say(Phrase.TRENDING)).isEqualTo("Trending now");
    assertThat(phrases.of("de").say(Phrase.TRENDING)).isEqualTo("Gerade beliebt");
  }

  @Test
  void aFolderOverridesALanguageAndADialectGoesBeforeIt() throws IOException {
    Files.writeString(folder.resolve("de-CH.properties"), "picked = Für Sie usgsuecht\n");
    Phrases phrases = with("de.properties", "new = Frisch eingetroffen\n");
    assertThat(phrases.of("de").say(Phrase.NEW)).isEqualTo("Frisch eingetroffen");
    assertThat(phrases.of("de-CH").say(Phrase.PICKED)).isEqualTo("Für Sie usgsuecht");
    assertThat(phrases.of("de-CH").say(Phrase.NEW)).isEqualTo("Frisch eingetroffen");
    assertThat(phrases.of("de-CH").say(Phrase.TRENDING)).isEqualTo("Gerade beliebt");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "de.properties | bought = Weil {titel} | bought has the placeholder {titel}; there is {item}",
        "de.properties | new = Neu: {item} | new has the placeholder {item}; nothing can be filled",
        "de.properties | bougth = Weil {item} | \"bougth\" is not a key; there are similar-to, bought",
        "de.properties | bought = Weil {item | bought has the placeholder {item; there is {item}",
        "de.properties | new = | new is empty; write what",
        "de_x.properties | new = Neu | \"de_x\" is no tag of a language; name the file de.properties",
      })
  void aFileThatCannotBeUsedIsToldWhere(String file, String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(file, text))
        .withMessageContaining(file)
        .withMessageContaining(message);
  }

  @Test
  void aFolderThatIsNoneOrEmptyOrInAnotherCodeIsRefused() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Phrases.with(folder.resolve("none")))
        .withMessageContaining("LIMPET_TEXTS");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Phrases.with(folder))
        .withMessageContaining("has no file");
    Files.write(
        folder.resolve("de.properties"), "new = Schön\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Phrases.with(folder))
        .withMessageContaining("is not UTF-8");
  }
}
