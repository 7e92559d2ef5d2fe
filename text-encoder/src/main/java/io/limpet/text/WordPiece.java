package io.limpet.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * BERT's uncased tokenizer: accents off, lower case, words and single punctuation marks, and each
 * word as the longest pieces that the vocabulary has, from its beginning (Wu et al., 2016; Devlin
 * et al., 2018). Immutable and thread-safe.
 */
final class WordPiece {
  private static final int WORD_LENGTH = 100;
  private static final String CONTINUES = "##";

  private final Map<String, Integer> vocabulary;
  private final int begin;
  private final int end;
  private final int unknown;

  WordPiece(Map<String, Integer> vocabulary) {
    this.vocabulary = Map.copyOf(vocabulary);
    this.begin = special("[CLS]");
    this.end = special("[SEP]");
    this.unknown = special("[UNK]");
  }

  private int special(String token) {
    Integer id = vocabulary.get(token);
    if (id == null) {
      throw new IllegalArgumentException("the vocabulary has no " + token);
    }
    return id;
  }

  /** Reads the vocabulary, {@code model.vocab}, of a tokenizer.json. */
  static WordPiece read(InputStream tokenizerJson) throws IOException {
    Map<String, Integer> vocabulary = new HashMap<>();
    try (JsonParser p = new JsonFactory().createParser(tokenizerJson)) {
      while (p.nextToken() != null) {
        if (p.currentToken() == JsonToken.FIELD_NAME && p.currentName().equals("vocab")) {
          p.nextToken();
          while (p.nextToken() != JsonToken.END_OBJECT) {
            vocabulary.put(p.currentName(), p.nextIntValue(-1));
          }
        }
      }
    }
    return new WordPiece(vocabulary);
  }

  /** The ids of a text between those of begin and end, at most {@code most} in all. */
  long[] ids(String text, int most) {
    var ids = new Ids(most - 1);
    ids.add(begin);
    String plain = plain(text);
    int from = 0;
    while (from < plain.length() && !ids.isFull()) {
      int c = plain.codePointAt(from);
      int to = from + Character.charCount(c);
      if (!isSpace(c)) {
        if (!standsAlone(c)) {
          while (to < plain.length() && isInWord(plain.codePointAt(to))) {
            to += Character.charCount(plain.codePointAt(to));
          }
        }
        addPieces(plain.substring(from, to), ids);
      }
      from = to;
    }
    return ids.endingWith(end);
  }

  private void addPieces(String word, Ids ids) {
    if (word.codePointCount(0, word.length()) > WORD_LENGTH) {
      ids.add(unknown);
      return;
    }
    int before = ids.length;
    int from = 0;
    while (from < word.length()) {
      Integer piece = null;
      int to = word.length();
      for (; to > from && piece == null; to--) {
        String candidate = word.substring(from, to);
        piece = vocabulary.get(from == 0 ? candidate : CONTINUES + candidate);
      }
      if (piece == null) {
        ids.length = before;
        ids.add(unknown);
        return;
      }
      ids.add(piece);
      from = to + 1;
    }
  }

  /** Without control characters and accents, in lower case. */
  private static String plain(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c != 0 && c != 0xFFFD && (isSpace(c) || !isControl(c)))
        .forEach(kept::appendCodePoint);
    String decomposed = Normalizer.normalize(kept, Normalizer.Form.NFD);
    StringBuilder bare = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(bare::appendCodePoint);
    return bare.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isInWord(int c) {
    return !isSpace(c) && !standsAlone(c);
  }

  private static boolean isSpace(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
  }

  private static boolean isControl(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.UNASSIGNED
        || type == Character.PRIVATE_USE
        || type == Character.SURROGATE;
  }

  private static boolean standsAlone(int c) {
    return isPunctuation(c) || isChinese(c);
  }

  /** Every ASCII sign that is no letter, digit or space counts, whatever Unicode calls it. */
  private static boolean isPunctuation(int c) {
    if (c < 128) {
      return c > ' ' && c != 127 && !Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /** The CJK ideographs, which are words of their own; kana and hangul are not among them. */
  private static boolean isChinese(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }

  /** A bounded list of ids. */
  private static final class Ids {
    private final long[] ids;
    private int length;

    Ids(int most) {
      ids = new long[most];
    }

    boolean isFull() {
      return length == ids.length;
    }

    void add(int id) {
      if (!isFull()) {
        ids[length++] = id;
      }
    }

    long[] endingWith(int id) {
      long[] all = java.util.Arrays.copyOf(ids, length + 1);
      all[length] = id;
      return all;
    }
  }
}
