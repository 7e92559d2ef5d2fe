package io.limpet.search.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BlendedTermQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;

/**
 * Makes a query of what somebody typed. Every word may be found as it is, in one piece or in parts,
 * joined with its neighbour, or by a synonym; in any field, of which the best one counts and the
 * others add a little, with one rarity for the word in all of them. Immutable and thread-safe.
 */
final class QueryMaker {
  /** With fewer items than this, those that have some of the words are answers as well. */
  static final int FEW = 10;

  /** Further words are passed over. */
  static final int WORDS_MOST = 32;

  private static final int PREFIX_LEAST = 3;
  private static final float PREFIX = 0.5f;
  private static final float SYNONYM = 0.8f;
  private static final float NAMED = 10;
  private static final int NEAR = 3;

  private final Language language;
  private final WordSplitter splitter;
  private final Analyzer analyzer;
  private final SpellCheck spelling = new SpellCheck();
  private final Synonyms synonyms;
  private final Relevance relevance;

  QueryMaker(Language language, Synonyms synonyms, Relevance relevance) {
    this.language = language;
    this.splitter = language.splitter();
    this.analyzer = language.analyzer();
    this.synonyms = synonyms;
    this.relevance = relevance;
  }

  /**
   * A query.
   *
   * @param strict of items that have the words
   * @param loose of items that have some of them; null where that is the same
   * @param corrected what was searched for in place of what was typed, null if that was
   */
  record Made(Query strict, @Nullable Query loose, @Nullable String corrected) {}

  /** Makes a query of a text. */
  Made make(String text, IndexReader reader) throws IOException {
    return new Draft(reader, fields(reader)).make(text);
  }

  /** Makes a query of words of which the last one is only begun. */
  Query completion(List<Word> words, IndexReader reader) throws IOException {
    if (words.isEmpty()) {
      return new MatchNoDocsQuery();
    }
    var draft = new Draft(reader, fields(reader));
    var query = new BooleanQuery.Builder();
    for (Word word : words.subList(0, words.size() - 1)) {
      query.add(draft.word(word), Occur.MUST);
    }
    Word last = words.getLast();
    query.add(
        new PrefixQuery(new Term(SpellCheck.FIELD, last.surface().replace(" ", ""))), Occur.MUST);
    // Of what has the beginning, first what has it as a whole word.
    query.add(draft.word(last), Occur.SHOULD);
    return query.build();
  }

  private List<ItemText> fields(IndexReader reader) throws IOException {
    List<ItemText> fields = new ArrayList<>();
    for (ItemText field : ItemText.values()) {
      // Where no item has the field, Lucene has no statistics of it to score with.
      if (relevance.weight(field) > 0 && reader.getDocCount(field.field()) > 0) {
        fields.add(field);
      }
    }
    return fields;
  }

  /** A query that is being made, for the index as it is. */
  private final class Draft {
    private final IndexReader reader;
    private final List<ItemText> fields;

    Draft(IndexReader reader, List<ItemText> fields) {
      this.reader = reader;
      this.fields = fields;
    }

    Made make(String text) throws IOException {
      List<Word> all = splitter.words(text, WORDS_MOST);
      List<Word> telling =
          all.stream().filter(word -> !language.isStopWord(word.surface())).toList();
      List<Word> typed = List.copyOf(new LinkedHashSet<>(telling.isEmpty() ? all : telling));
      Query named = new BoostQuery(new TermQuery(new Term(TextIndex.ID, text.strip())), NAMED);
      if (typed.isEmpty()) {
        return new Made(text.isBlank() ? new MatchNoDocsQuery() : named, null, null);
      }
      List<Word> words = mended(typed);
      List<Query> clauses = new ArrayList<>();
      for (List<Query> alternatives : alternatives(words)) {
        clauses.add(
            alternatives.size() == 1
                ? alternatives.getFirst()
                : new DisjunctionMaxQuery(alternatives, 0));
      }
      @Nullable Query near = words.size() > 1 ? near(words) : null;
      int required = Math.max(1, (int) Math.round(relevance.required() * clauses.size()));
      return new Made(
          query(clauses, required, near, named),
          required > 1 ? query(clauses, 1, near, named) : null,
          words.equals(typed)
              ? null
              : String.join(" ", words.stream().map(Word::surface).toList()));
    }

    /** The words, with those that no item has in place of what was probably meant. */
    private List<Word> mended(List<Word> typed) throws IOException {
      List<Word> words = new ArrayList<>();
      for (int i = 0; i < typed.size(); i++) {
        Word word = typed.get(i);
        boolean last = i + 1 == typed.size();
        @Nullable List<String> mended =
            isKnown(typed, i) || (last && begins(word.surface()))
                ? null
                : spelling.mend(word, reader);
        if (mended == null) {
          words.add(word);
        } else {
          mended.forEach(piece -> words.add(new Word(List.of(piece), null)));
        }
      }
      return words;
    }

    /** Whether some item has the word, alone or in one piece with a neighbour, or a synonym. */
    private boolean isKnown(List<Word> words, int i) throws IOException {
      String word = words.get(i).surface();
      return words.get(i).joined() != null
          || frequency(word) > 0
          || (i > 0 && frequency(words.get(i - 1).surface() + word) > 0)
          || (i + 1 < words.size() && frequency(word + words.get(i + 1).surface()) > 0)
          || synonyms.knows(word);
    }

    /** Whether a word of some item begins like that. */
    private boolean begins(String typed) throws IOException {
      if (typed.length() < PREFIX_LEAST) {
        return false;
      }
      Terms terms = MultiTerms.getTerms(reader, SpellCheck.FIELD);
      if (terms == null) {
        return false;
      }
      TermsEnum words = terms.iterator();
      BytesRef prefix = new BytesRef(typed);
      return words.seekCeil(prefix) != TermsEnum.SeekStatus.END
          && StringHelper.startsWith(words.term(), prefix);
    }

    private Query query(List<Query> clauses, int required, @Nullable Query near, Query named) {
      var words = new BooleanQuery.Builder().setMinimumNumberShouldMatch(required);
      clauses.forEach(clause -> words.add(clause, Occur.SHOULD));
      Query found = words.build();
      if (near != null) {
        found = new BooleanQuery.Builder().add(found, Occur.MUST).add(near, Occur.SHOULD).build();
      }
      return new BooleanQuery.Builder().add(found, Occur.SHOULD).add(named, Occur.SHOULD).build();
    }

    /** For every word, the queries of which any finds it. */
    private List<List<Query>> alternatives(List<Word> words) throws IOException {
      List<List<Query>> all = new ArrayList<>();
      for (int i = 0; i < words.size(); i++) {
        List<Query> found = new ArrayList<>();
        Word word = words.get(i);
        found.add(word(word));
        if (i + 1 == words.size()) {
          Query prefix = prefix(word);
          if (prefix != null) {
            found.add(prefix);
          }
        }
        all.add(found);
      }
      for (int i = 0; i + 1 < words.size(); i++) {
        String joined = words.get(i).surface() + words.get(i + 1).surface();
        if (joined.indexOf(' ') < 0 && frequency(joined) > 0) {
          Query query = term(joined);
          all.get(i).add(query);
          all.get(i + 1).add(query);
        }
      }
      for (int from = 0; from < words.size(); from++) {
        for (int length = 1;
            length <= synonyms.longest() && from + length <= words.size();
            length++) {
          List<Word> left = words.subList(from, from + length);
          for (List<String> right : synonyms.of(left.stream().map(Word::surface).toList())) {
            Query query = new BoostQuery(phrase(right, 0), SYNONYM);
            for (int i = from; i < from + length; i++) {
              all.get(i).add(query);
            }
          }
        }
      }
      return all;
    }

    /** A word in one piece, or its parts one behind the other. */
    private Query word(Word word) {
      if (word.joined() == null) {
        return term(word.parts().getFirst());
      }
      return new DisjunctionMaxQuery(List.of(term(word.joined()), phrase(word.parts(), 0)), 0);
    }

    /** A word wherever it stands. */
    private Query term(String word) {
      String stem = stem(word);
      var query =
          new BlendedTermQuery.Builder()
              .setRewriteMethod(
                  new BlendedTermQuery.DisjunctionMaxRewrite((float) relevance.tie()));
      for (ItemText text : fields) {
        query.add(new Term(text.field(), stem), (float) relevance.weight(text));
      }
      return query.build();
    }

    /** Words behind each other in one field. */
    private Query phrase(List<String> words, int slop) {
      if (words.size() == 1) {
        return term(words.getFirst());
      }
      List<Query> places = new ArrayList<>();
      for (ItemText text : fields) {
        if (text == ItemText.KIND) {
          continue;
        }
        var phrase = new PhraseQuery.Builder().setSlop(slop);
        words.forEach(word -> phrase.add(new Term(text.field(), stem(word))));
        places.add(new BoostQuery(phrase.build(), (float) relevance.weight(text)));
      }
      return new DisjunctionMaxQuery(places, (float) relevance.tie());
    }

    /** All the words close together count more than here and there. */
    private @Nullable Query near(List<Word> words) {
      if (relevance.phrase() == 0) {
        return null;
      }
      var together = new BooleanQuery.Builder();
      for (int i = 0; i + 1 < words.size(); i++) {
        List<String> two = new ArrayList<>(words.get(i).parts());
        two.addAll(words.get(i + 1).parts());
        together.add(phrase(two, NEAR), Occur.SHOULD);
      }
      return new BoostQuery(together.build(), (float) relevance.phrase());
    }

    /** Of a last word that no item has, the words that begin with it. */
    private @Nullable Query prefix(Word word) throws IOException {
      String typed = word.surface();
      if (typed.length() < PREFIX_LEAST || frequency(typed) > 0) {
        return null;
      }
      List<Query> places = new ArrayList<>();
      for (ItemText text : List.of(ItemText.TITLE, ItemText.BRAND, ItemText.CATEGORIES)) {
        places.add(
            new BoostQuery(
                new PrefixQuery(new Term(text.field(), typed)),
                PREFIX * (float) relevance.weight(text)));
      }
      return new DisjunctionMaxQuery(places, 0);
    }

    /** In how many items a word stands, in the field that has it most. */
    private int frequency(String word) throws IOException {
      String stem = stem(word);
      int most = 0;
      for (ItemText text : fields) {
        most = Math.max(most, reader.docFreq(new Term(text.field(), stem)));
      }
      return most;
    }

    private String stem(String word) {
      try (TokenStream tokens = analyzer.tokenStream(ItemText.TITLE.field(), word)) {
        CharTermAttribute term = tokens.getAttribute(CharTermAttribute.class);
        tokens.reset();
        Set<String> found = new LinkedHashSet<>();
        while (tokens.incrementToken()) {
          found.add(term.toString());
        }
        tokens.end();
        // A joined word comes as its first part and itself: the longest is what was asked for.
        return found.stream().max(java.util.Comparator.comparingInt(String::length)).orElse(word);
      } catch (IOException e) {
        throw new UncheckedIOException("splitting a text in memory", e);
      }
    }
  }
}
