package io.limpet.retail;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes titles of what the till printed: {@code SET/4 ASSTD T-LIGHTS, W LED} becomes {@code Set of
 * 4 Assorted T-Lights, with LED}.
 */
final class Titles {
  /** The till's short forms, as whole words. */
  private static final Map<String, String> SHORT_FORMS =
      Map.ofEntries(
          Map.entry("ASS", "Assorted"),
          Map.entry("ASST", "Assorted"),
          Map.entry("ASSTD", "Assorted"),
          Map.entry("ASSORT", "Assorted"),
          Map.entry("COL", "Colour"),
          Map.entry("DES", "Design"),
          Map.entry("DEC", "Decoration"),
          Map.entry("DECO", "Decoration"),
          Map.entry("HLDR", "Holder"),
          Map.entry("HOLD", "Holder"),
          Map.entry("SML", "Small"),
          Map.entry("LGE", "Large"),
          Map.entry("RND", "Round"),
          Map.entry("ANT", "Antique"),
          Map.entry("NECKL", "Necklace"),
          Map.entry("NECKL.", "Necklace"),
          Map.entry("BRACLET", "Bracelet"),
          Map.entry("FLOWE", "Flower"),
          Map.entry("ARTIIFCIAL", "Artificial"),
          Map.entry("SKIPPPING", "Skipping"),
          Map.entry("B'FLY", "Butterfly"),
          Map.entry("P'WEIGHT", "Paperweight"),
          Map.entry("C/COVER", "Cushion Cover"),
          Map.entry("W", "with"),
          Map.entry("W/", "with"));

  private static final Set<String> CAPITALS =
      Set.of(
          "LED", "UK", "USA", "TV", "CD", "DVD", "USB", "DIY", "BBQ", "I", "3D", "FM", "HI-FI",
          "A4", "A5", "A6", "A7", "ABC");

  private static final Set<String> SMALL_WORDS =
      Set.of(
          "a", "and", "at", "by", "du", "for", "from", "in", "of", "on", "or", "the", "to", "with");

  private static final Pattern SET_OF = Pattern.compile("\\b(?:SET|S)/(\\d+)\\b");
  private static final Pattern MEASURE =
      Pattern.compile("(\\d+(?:[.,]\\d+)?)(CM|MM|ML|KG|FT|PC|PCS|G|M|L|W|ST|ND|RD|TH|S)\\b");
  private static final Pattern LOOSE_COMMA = Pattern.compile("\\s*,\\s*");
  private static final Pattern EDGES = Pattern.compile("^[*\\s,.]+|[\\s,.]+$");
  private static final Pattern PART = Pattern.compile("[^\\s/+&(-]+");

  private Titles() {}

  static String of(String description) {
    String upper = EDGES.matcher(description.toUpperCase(Locale.ROOT)).replaceAll("");
    upper = SET_OF.matcher(upper).replaceAll("SET OF $1");
    upper = LOOSE_COMMA.matcher(upper).replaceAll(", ");
    StringBuilder title = new StringBuilder();
    for (String word : List.of(upper.split("\\s+", -1))) {
      if (!title.isEmpty()) {
        title.append(' ');
      }
      title.append(word(word, title.isEmpty()));
    }
    return title.toString();
  }

  private static String word(String word, boolean first) {
    String comma = word.endsWith(",") ? "," : "";
    String bare = word.substring(0, word.length() - comma.length());
    String longForm = SHORT_FORMS.get(bare);
    if (longForm != null) {
      return (first ? capital(longForm) : longForm) + comma;
    }
    if (!first && SMALL_WORDS.contains(bare.toLowerCase(Locale.ROOT))) {
      return bare.toLowerCase(Locale.ROOT) + comma;
    }
    Matcher parts = PART.matcher(bare);
    return parts.replaceAll(part -> Matcher.quoteReplacement(part(part.group()))) + comma;
  }

  private static String part(String part) {
    if (CAPITALS.contains(part)) {
      return part;
    }
    Matcher measure = MEASURE.matcher(part);
    if (measure.lookingAt()) {
      return part.toLowerCase(Locale.ROOT);
    }
    return capital(part.toLowerCase(Locale.ROOT));
  }

  /** The first letter as a capital, behind quotes too. */
  private static String capital(String lower) {
    for (int i = 0; i < lower.length(); i++) {
      if (Character.isLetterOrDigit(lower.charAt(i))) {
        return lower.substring(0, i)
            + Character.toUpperCase(lower.charAt(i))
            + lower.substring(i + 1);
      }
    }
    return lower;
  }

  /**
   * The most frequent of several descriptions, of equally frequent ones the first in the alphabet.
   */
  static String mostFrequent(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.<String, Integer>comparingByKey().reversed()))
        .map(Map.Entry::getKey)
        .orElseThrow();
  }
}
