package io.limpet.search.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.spell.DirectSpellChecker;
import org.apache.lucene.search.spell.SuggestMode;
import org.apache.lucene.search.spell.SuggestWord;
import org.jspecify.annotations.Nullable;

/**
 * Mends words that no item has: {@code headphnes} is headphones, {@code harddrive} is hard drive. A
 * word that stands in the catalogue is never changed, however rare it is. Model numbers and Chinese
 * are left alone, where one other letter is another thing.
 */
final class SpellCheck {
  /** The field of words as they are written, without their endings taken off. */
  static final String FIELD = "words";

  /** Shorter words have too many neighbours. */
  private static final int LENGTH_LEAST = 4;

  private static final int PIECE_LEAST = 3;

  /** From so many letters on, two may be wrong. */
  private static final int TWO_WRONG_LEAST = 6;

  private final DirectSpellChecker one = checker(1);
  private final DirectSpellChecker two = checker(2);

  private static DirectSpellChecker checker(int edits) {
    var checker = new DirectSpellChecker();
    checker.setMaxEdits(edits);
    checker.setMinQueryLength(LENGTH_LEAST);
    return checker;
  }

  /** What a word was probably meant to be, one word or two; null if there is nothing near. */
  @Nullable List<String> mend(Word word, IndexReader reader) throws IOException {
    String typed = word.surface();
    if (word.joined() != null
        || typed.length() < LENGTH_LEAST
        || !typed.chars().allMatch(c -> c < 0x2E80 && Character.isLetter(c))) {
      return null;
    }
    List<String> split = split(typed, reader);
    if (split != null) {
      return split;
    }
    DirectSpellChecker checker = typed.length() >= TWO_WRONG_LEAST ? two : one;
    SuggestWord[] near =
        checker.suggestSimilar(new Term(FIELD, typed), 5, reader, SuggestMode.SUGGEST_ALWAYS);
    // Nearest first; of equally near ones the most frequent.
    return near.length == 0 ? null : List.of(near[0].string);
  }

  /** Two words that stand behind each other somewhere. */
  private static @Nullable List<String> split(String typed, IndexReader reader) throws IOException {
    List<List<String>> splits = new ArrayList<>();
    for (int at = PIECE_LEAST; at <= typed.length() - PIECE_LEAST; at++) {
      List<String> pieces = List.of(typed.substring(0, at), typed.substring(at));
      if (reader.docFreq(new Term(FIELD, pieces.get(0))) > 0
          && reader.docFreq(new Term(FIELD, pieces.get(1))) > 0) {
        splits.add(pieces);
      }
    }
    var searcher = new IndexSearcher(reader);
    List<String> best = null;
    int most = 0;
    for (List<String> pieces : splits) {
      int count = searcher.count(new PhraseQuery(FIELD, pieces.get(0), pieces.get(1)));
      if (count > most) {
        most = count;
        best = pieces;
      }
    }
    return best;
  }
}
