package io.limpet.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordPieceTest {
  private static final List<String> TOKENS =
      List.of(
          "[CLS]", "[SEP]", "[UNK]", "red", "mug", "##s", "cafe", "!", ",", "un", "##known", "茶",
          "##ed", "a");
  private final WordPiece tokenizer = new WordPiece(vocabulary());

  private static Map<String, Integer> vocabulary() {
    Map<String, Integer> vocabulary = new HashMap<>();
    TOKENS.forEach(token -> vocabulary.put(token, vocabulary.size()));
    return vocabulary;
  }

  private List<String> tokens(String text, int most) {
    return java.util.Arrays.stream(tokenizer.ids(text, most))
        .mapToObj(id -> TOKENS.get((int) id))
        .toList();
  }

  @Test
  void splitsIntoWordsAndLongestPieces() {
    assertThat(tokens("Red MUGS, unknown", 128))
        .containsExactly("[CLS]", "red", "mug", "##s", ",", "un", "##known", "[SEP]");
  }

  @Test
  void dropsAccentsAndControlCharacters() {
    assertThat(tokens("CAFÉ\u0000 re\u00add!", 128))
        .containsExactly("[CLS]", "cafe", "red", "!", "[SEP]");
  }

  @Test
  void takesChineseSignsAsWords() {
    assertThat(tokens("茶茶red", 128)).containsExactly("[CLS]", "茶", "茶", "red", "[SEP]");
  }

  @Test
  void callsAWordUnknownThatHasAnUnknownPiece() {
    assertThat(tokens("redx red", 128)).containsExactly("[CLS]", "[UNK]", "red", "[SEP]");
  }

  @Test
  void callsAnEndlessWordUnknown() {
    assertThat(tokens("a".repeat(101), 128)).containsExactly("[CLS]", "[UNK]", "[SEP]");
  }

  @Test
  void cutsAfterTheGivenLengthAndStillEnds() {
    assertThat(tokens("red red red red", 4)).containsExactly("[CLS]", "red", "red", "[SEP]");
  }
}
