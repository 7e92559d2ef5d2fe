package io.limpet.search.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/**
 * Splits texts of shops into words, the same for items and for queries. Upper case, accents and
 * trade marks do not count; {@code 15.6"} is 15.6 inch, {@code 1,5} is 1.5 and {@code 30,000} is
 * 30000; model numbers and units come apart where letters meet digits and at hyphens, and are kept
 * in one piece as well. Runs of Chinese characters are handed to a {@link Segmenter}. Immutable.
 */
final class WordSplitter {
  private static final Pattern MARKS = Pattern.compile("[®™©℠]|\\((?:[Rr]|[Tt][Mm]|[Cc])\\)");
  private static final Pattern INCHES =
      Pattern.compile("(?<=\\d)\\s?(?:\"|''|″|”|-?inch(?:es)?\\b|-?in\\b(?!\\s+\\d))");
  private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d),(?=\\d{3}(?!\\d))");
  private static final Pattern DECIMALS = Pattern.compile("(?<=\\d),(?=\\d)");

  /** A chunk with more parts is no word, but something like an address. */
  private static final int PARTS_MOST = 8;

  private static final int JOINED_MOST = 40;

  /** Signs that hold a word together. */
  private static final String CONNECTORS = "-‐‑._&'’+";

  private final Segmenter segmenter;

  WordSplitter(Segmenter segmenter) {
    this.segmenter = segmenter;
  }

  /** Finds the words in a run of Chinese characters, which has no spaces between them. */
  interface Segmenter {
    /** The words, in their order. */
    List<String> words(String run);

    /** Every two neighbours: finds whatever stands together, without a dictionary. */
    static List<String> bigrams(String run) {
      int[] points = run.codePoints().toArray();
      if (points.length < 2) {
        return List.of(run);
      }
      List<String> pairs = new ArrayList<>();
      for (int i = 0; i + 1 < points.length; i++) {
        pairs.add(new String(points, i, 2));
      }
      return pairs;
    }
  }

  /** The words of a text in their order, at most {@code most}. */
  List<Word> words(String text, int most) {
    String plain = plain(text);
    List<Word> words = new ArrayList<>();
    int at = 0;
    while (at < plain.length() && words.size() < most) {
      int end = at;
      while (end < plain.length() && isInside(plain.charAt(end))) {
        end++;
      }
      if (end > at) {
        split(plain.substring(at, end), words);
      }
      at = end + 1;
    }
    return words.size() > most ? words.subList(0, most) : words;
  }

  private static boolean isInside(char c) {
    return Character.isLetterOrDigit(c)
        || Character.isSurrogate(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK
        || CONNECTORS.indexOf(c) >= 0;
  }

  /** In lower case without marks and accents, with numbers and inches in one way of writing. */
  static String plain(String text) {
    String composed =
        Normalizer.normalize(MARKS.matcher(text).replaceAll(" "), Normalizer.Form.NFKC);
    String lower = composed.toLowerCase(Locale.ROOT);
    String inches = INCHES.matcher(lower).replaceAll(" inch ");
    String numbers = DECIMALS.matcher(THOUSANDS.matcher(inches).replaceAll("")).replaceAll(".");
    char[] from = numbers.toCharArray();
    char[] to = new char[from.length * 4];
    int length = ASCIIFoldingFilter.foldToASCII(from, 0, to, 0, from.length);
    return new String(to, 0, length);
  }

  private void split(String chunk, List<Word> words) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (at < chunk.length()) {
      int c = chunk.codePointAt(at);
      int end = at + Character.charCount(c);
      if (isHan(c)) {
        while (end < chunk.length() && isHan(chunk.codePointAt(end))) {
          end += Character.charCount(chunk.codePointAt(end));
        }
        flush(parts, words);
        for (String word : segmenter.words(chunk.substring(at, end))) {
          words.add(new Word(List.of(word), null));
        }
      } else if (Character.isDigit(c)) {
        end = endOfNumber(chunk, end);
        parts.add(chunk.substring(at, end));
      } else if (isLetter(c)) {
        while (end < chunk.length()
            && isLetter(chunk.codePointAt(end))
            && !isHan(chunk.codePointAt(end))) {
          end += Character.charCount(chunk.codePointAt(end));
        }
        String run = chunk.substring(at, end);
        boolean possessive = run.equals("s") && at >= 2 && "'’".indexOf(chunk.charAt(at - 1)) >= 0;
        if (!possessive) {
          parts.add(run);
        }
      }
      at = end;
    }
    flush(parts, words);
  }

  private static int endOfNumber(String chunk, int from) {
    int end = from;
    while (end < chunk.length() && Character.isDigit(chunk.charAt(end))) {
      end++;
    }
    if (end + 1 < chunk.length()
        && chunk.charAt(end) == '.'
        && Character.isDigit(chunk.charAt(end + 1))) {
      end++;
      while (end < chunk.length() && Character.isDigit(chunk.charAt(end))) {
        end++;
      }
    }
    return end;
  }

  private static void flush(List<String> parts, List<Word> words) {
    if (parts.isEmpty()) {
      return;
    }
    String joined = String.join("", parts);
    if (parts.size() == 1) {
      words.add(new Word(parts, null));
    } else if (parts.size() > PARTS_MOST || joined.length() > JOINED_MOST) {
      parts.forEach(part -> words.add(new Word(List.of(part), null)));
    } else {
      words.add(new Word(parts, joined));
    }
    parts.clear();
  }

  private static boolean isLetter(int c) {
    return Character.isLetter(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isHan(int c) {
    if (c < 0x2E80) {
      return false;
    }
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
      default -> false;
    };
  }
}
