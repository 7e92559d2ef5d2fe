package io.limpet.search.text;

import io.limpet.core.item.Item;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The texts of an item in which words are looked for, each a field of the index. */
public enum ItemText {
  TITLE,
  /** What kind of thing it is, as far as the title tells. */
  KIND,
  BRAND,
  CATEGORIES,
  /** Values; of attributes that are {@code true} the names. */
  ATTRIBUTES,
  DESCRIPTION;

  private static final int WORDS_MOST = 200;

  /** The field's name. */
  String field() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The text; null or blank where there is none. */
  @Nullable String of(Item item, Language language, WordSplitter splitter) {
    return switch (this) {
      case TITLE -> item.title();
      case KIND -> kind(item, language, splitter);
      case BRAND -> item.brand();
      case CATEGORIES -> String.join(" / ", item.categories());
      case ATTRIBUTES -> attributes(item.attributes());
      case DESCRIPTION -> item.description();
    };
  }

  private static String attributes(List<String> attributes) {
    var text = new StringJoiner(" / ");
    for (String attribute : attributes) {
      int equals = attribute.indexOf('=');
      String value = attribute.substring(equals + 1);
      if (value.equals("true") && equals > 0) {
        text.add(attribute.substring(0, equals).replace('_', ' '));
      } else if (!value.equals("false")) {
        text.add(value);
      }
    }
    return text.toString();
  }

  /**
   * The heads of the title's phrases: the words behind which a phrase ends, because the title does,
   * or a number, a word without meaning, or one of the item's brand and attributes follows. Of
   * "Acme Pro laptop bag black" it is "bag": a thing for laptops and not one.
   */
  private static String kind(Item item, Language language, WordSplitter splitter) {
    if (item.title() == null) {
      return "";
    }
    Set<String> ends = new HashSet<>();
    splitter
        .words(attributes(item.attributes()), WORDS_MOST)
        .forEach(word -> ends.add(word.surface()));
    var heads = new StringJoiner(" / ");
    // Brackets and dashes end a phrase as well; none of them is left in words.
    for (String phrase : item.title().split("[,;:()\\[\\]|/–—]|\\s-\\s", -1)) {
      List<Word> words = splitter.words(phrase, WORDS_MOST);
      for (int i = 0; i < words.size(); i++) {
        Word word = words.get(i);
        boolean last = i + 1 == words.size() || ends(words.get(i + 1), ends, language);
        if (last && !ends(word, Set.of(), language)) {
          heads.add(word.surface());
        }
      }
    }
    return heads.toString();
  }

  private static boolean ends(Word word, Set<String> ends, Language language) {
    return Character.isDigit(word.parts().getFirst().charAt(0))
        || language.isStopWord(word.surface())
        || ends.contains(word.surface());
  }
}
