package io.limpet.search.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SynonymsTest {
  @TempDir Path folder;

  private static Synonyms of(String lines) {
    return Synonyms.of(List.of(lines.split(";", -1)), "words.txt", Language.ENGLISH);
  }

  @Test
  void readsBothKindsOfRulesAndComments() {
    Synonyms synonyms = of("# a comment;Laptop, notebook # said so;;pda => palm top, handheld");

    assertThat(synonyms.of(List.of("laptop"))).containsExactly(List.of("notebook"));
    assertThat(synonyms.of(List.of("notebook"))).containsExactly(List.of("laptop"));
    assertThat(synonyms.of(List.of("pda")))
        .containsExactly(List.of("palm", "top"), List.of("handheld"));
    assertThat(synonyms.of(List.of("handheld"))).isEmpty();
  }

  @Test
  void tellsEveryPhraseWithAllThatItAlsoFinds() {
    Synonyms synonyms =
        Synonyms.of(
            List.of("laptop, notebook", "notebook, pad", "pda => smart phone"),
            "s.txt",
            Language.ENGLISH);
    assertThat(synonyms.phrases())
        .containsExactly(
            Map.entry("laptop", List.of("notebook")),
            Map.entry("notebook", List.of("laptop", "pad")),
            Map.entry("pad", List.of("notebook")),
            Map.entry("pda", List.of("smart phone")));
  }

  @Test
  void linesThatSayTheSameTwiceAreNoCircle() {
    assertThat(of("a, b;b, a;a, b, c").of(List.of("a"))).hasSize(2);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "laptop|words.txt, line 1: \"laptop\" has no synonym; write it as \"word, synonym\"",
        "a, b;c => d => e|words.txt, line 2: \"=>\" stands there more than once",
        "a,, b|words.txt, line 1: a word is missing beside a comma",
        "a =>|words.txt, line 1: a word is missing beside a comma",
        "a => b;b => c;c => a|the rules lead round in a circle",
        "one two three four five six seven, x|has more than 6 words"
      })
  void aFileThatCannotBeMeantIsRefused(String lines, String message) {
    assertThatThrownBy(() -> of(lines))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aFileThatIsNotThereIsNamed() throws Exception {
    Path missing = folder.resolve("none.txt");
    assertThatThrownBy(() -> Synonyms.read(missing, Language.ENGLISH))
        .hasMessageContaining(missing.toString());
    Path binary = Files.write(folder.resolve("b.txt"), new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF});
    assertThatThrownBy(() -> Synonyms.read(binary, Language.ENGLISH)).hasMessageContaining("UTF-8");
  }
}
