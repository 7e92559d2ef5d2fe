package io.limpet.search.text;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.search.state.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.IntPredicate;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/**
 * Finds items by words: BM25 over the analysed texts of the catalogue. Lives in memory and is
 * filled from the catalogue's topic at every start. Any number of threads write, each item's
 * changes one after the other, and any number search; what was put is found after the next {@link
 * #refresh}.
 */
public final class TextIndex implements Catalogue.Listener, AutoCloseable {
  private static final String KEY = "key";
  static final String ID = "item_id";

  private final Language language;
  private final WordSplitter splitter;
  private final QueryMaker queries;
  private final Directory directory = new ByteBuffersDirectory();
  private final IndexWriter writer;
  private final SearcherManager searchers;

  public TextIndex(Language language, Synonyms synonyms, Relevance relevance) {
    this.language = language;
    this.splitter = language.splitter();
    this.queries = new QueryMaker(language, synonyms, relevance);
    Similarity similarity =
        new BM25Similarity((float) relevance.saturation(), (float) relevance.lengths());
    try {
      writer =
          new IndexWriter(
              directory,
              new IndexWriterConfig(
                      new PerFieldAnalyzerWrapper(
                          language.analyzer(), Map.of(SpellCheck.FIELD, language.unstemmed())))
                  .setSimilarity(similarity));
      searchers =
          new SearcherManager(
              writer,
              new SearcherFactory() {
                @Override
                public IndexSearcher newSearcher(
                    org.apache.lucene.index.IndexReader reader,
                    org.apache.lucene.index.@Nullable IndexReader previous) {
                  var searcher = new IndexSearcher(reader);
                  searcher.setSimilarity(similarity);
                  return searcher;
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException("opening an index in memory", e);
    }
  }

  /**
   * An item that was found.
   *
   * @param number of {@link io.limpet.search.state.ItemIds}
   * @param score BM25 and what is added to it; compares within one query
   */
  public record Match(int number, float score) {}

  /**
   * What was found by words.
   *
   * @param numbers of all items that were found, in no order
   * @param best of them, best first
   * @param corrected the query that was searched for in place of one with words that no item has;
   *     null where nothing was changed
   */
  @SuppressWarnings("ArrayRecordComponent") // never changed
  public record Matches(int[] numbers, List<Match> best, @Nullable String corrected) {}

  @Override
  public void put(int number, CatalogueItem stored) {
    Item item = stored.item();
    var document = new Document();
    document.add(new StringField(KEY, String.valueOf(number), Field.Store.NO));
    document.add(new NumericDocValuesField(Numbers.FIELD, number));
    document.add(new StringField(ID, item.itemId(), Field.Store.NO));
    for (ItemText text : ItemText.values()) {
      String value = text.of(item, language, splitter);
      if (value != null && !value.isBlank()) {
        document.add(new TextField(text.field(), value, Field.Store.NO));
      }
    }
    document.add(new TextField(SpellCheck.FIELD, written(item), Field.Store.NO));
    try {
      writer.updateDocument(key(number), document);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  /** The texts whose words are offered to people. */
  private static String written(Item item) {
    var text = new StringJoiner(" / ");
    if (item.title() != null) {
      text.add(item.title());
    }
    if (item.brand() != null) {
      text.add(item.brand());
    }
    item.categories().forEach(text::add);
    return text.toString();
  }

  @Override
  public void removed(int number) {
    try {
      writer.deleteDocuments(key(number));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  /** Rises with every change that is written. */
  public long changes() {
    return writer.getMaxCompletedSequenceNumber();
  }

  private static Term key(int number) {
    return new Term(KEY, String.valueOf(number));
  }

  /** Lets searches find what was put and miss what was removed; cheap when nothing changed. */
  public void refresh() {
    try {
      searchers.maybeRefreshBlocking();
    } catch (IOException e) {
      throw new UncheckedIOException("refreshing an index in memory", e);
    }
  }

  /**
   * Every acceptable item that has the words of the text, and the best {@code most} of them. Any
   * text is a query.
   */
  public Matches search(String text, int most, IntPredicate acceptable) {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        QueryMaker.Made made = queries.make(text, searcher.getIndexReader());
        Query query = made.strict();
        int[] numbers = AllMatches.of(query, searcher, acceptable);
        if (numbers.length < QueryMaker.FEW && made.loose() != null) {
          query = made.loose();
          numbers = AllMatches.of(query, searcher, acceptable);
        }
        return new Matches(
            numbers,
            BestMatches.of(query, searcher, Math.min(most, numbers.length), acceptable),
            made.corrected());
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("searching in memory", e);
    }
  }

  /**
   * Items for what somebody is typing.
   *
   * @param before the whole words, as they are looked for
   * @param prefix the beginning of the last one
   * @param numbers the best first
   */
  public record Completions(String before, String prefix, List<Integer> numbers) {}

  /** The best {@code most} items whose words go on like the text. */
  public Completions complete(String text, int most, IntPredicate acceptable) {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        List<Word> words = splitter.words(text, QueryMaker.WORDS_MOST);
        Query query = queries.completion(words, searcher.getIndexReader());
        return new Completions(
            words.isEmpty() ? "" : joined(words.subList(0, words.size() - 1)),
            words.isEmpty() ? "" : words.getLast().surface(),
            BestMatches.of(query, searcher, most, acceptable).stream().map(Match::number).toList());
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("searching in memory", e);
    }
  }

  private static String joined(List<Word> words) {
    return String.join(" ", words.stream().map(Word::surface).toList());
  }

  /** The words of an item that are offered to people. */
  public Set<String> wordsOf(Item item) {
    Set<String> words = new LinkedHashSet<>();
    splitter.words(written(item), QueryMaker.WORDS_MOST).forEach(word -> words.add(word.surface()));
    return words;
  }

  @Override
  public void close() {
    try {
      searchers.close();
      writer.close();
      directory.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing an index in memory", e);
    }
  }
}
