package io.limpet.search.search;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.search.state.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.simple.SimpleQueryParser;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

/**
 * Finds items by words: BM25 over the analysed texts of the catalogue. Lives in memory and is
 * filled from the catalogue's topic at every start. One thread writes, any number search; what was
 * put is found after the next {@link #refresh}.
 */
public final class TextIndex implements Catalogue.Listener, AutoCloseable {
  private static final String NUMBER = "number";
  private static final String KEY = "key";
  private static final String ID = "item_id";
  private static final String TITLE = "title";

  /** What a word counts by where it stands. */
  private static final Map<String, Float> BOOSTS =
      Map.of(TITLE, 3f, "brand", 2f, "categories", 1.5f, "attributes", 1f, "description", 1f);

  private static final float PREFIX_BOOST = 0.5f;
  private static final int PREFIX_LEAST = 3;

  private final Analyzer analyzer = new EnglishAnalyzer();
  private final Directory directory = new ByteBuffersDirectory();
  private final IndexWriter writer;
  private final SearcherManager searchers;

  public TextIndex() {
    try {
      writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
      searchers = new SearcherManager(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException("opening an index in memory", e);
    }
  }

  /**
   * An item that was found.
   *
   * @param number of {@link io.limpet.search.state.ItemIds}
   * @param score BM25
   */
  public record Match(int number, float score) {}

  @Override
  public void put(int number, CatalogueItem stored) {
    Item item = stored.item();
    var document = new Document();
    document.add(new StringField(KEY, String.valueOf(number), Field.Store.NO));
    document.add(new NumericDocValuesField(NUMBER, number));
    document.add(new StringField(ID, item.itemId(), Field.Store.NO));
    add(document, TITLE, item.title());
    add(document, "brand", item.brand());
    add(document, "categories", String.join(" ", item.categories()));
    add(document, "attributes", String.join(" ", item.attributes()).replace('=', ' '));
    add(document, "description", item.description());
    try {
      writer.updateDocument(key(number), document);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  private static void add(
      Document document, String field, @org.jspecify.annotations.Nullable String text) {
    if (text != null && !text.isBlank()) {
      document.add(new TextField(field, text, Field.Store.NO));
    }
  }

  @Override
  public void removed(int number) {
    try {
      writer.deleteDocuments(key(number));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
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
   * Every acceptable item that has a word of the text, in no order. The text is words, quoted
   * phrases and the beginning of a last word; anything else in it counts as a space.
   */
  public List<Match> search(String text, IntPredicate acceptable) {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        var collector = new Matches(acceptable);
        searcher.search(query(text), collector);
        return collector.matches;
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("searching in memory", e);
    }
  }

  private Query query(String text) {
    var parser = new SimpleQueryParser(analyzer, BOOSTS, SimpleQueryParser.PHRASE_OPERATOR);
    var query = new BooleanQuery.Builder();
    query.add(parser.parse(text), Occur.SHOULD);
    query.add(new BoostQuery(new PrefixQuery(new Term(ID, text.strip())), 10), Occur.SHOULD);
    String last = text.substring(text.lastIndexOf(' ') + 1).toLowerCase(java.util.Locale.ROOT);
    if (last.length() >= PREFIX_LEAST && last.chars().allMatch(Character::isLetterOrDigit)) {
      query.add(new BoostQuery(new PrefixQuery(new Term(TITLE, last)), PREFIX_BOOST), Occur.SHOULD);
    }
    return query.build();
  }

  /** Gathers every match with its score. */
  private static final class Matches extends SimpleCollector {
    private final List<Match> matches = new ArrayList<>();
    private final IntPredicate acceptable;
    private @org.jspecify.annotations.Nullable NumericDocValues numbers;
    private @org.jspecify.annotations.Nullable Scorable scorer;

    Matches(IntPredicate acceptable) {
      this.acceptable = acceptable;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
      numbers = context.reader().getNumericDocValues(NUMBER);
    }

    @Override
    public void setScorer(Scorable of) {
      scorer = of;
    }

    @Override
    public void collect(int document) throws IOException {
      NumericDocValues values = java.util.Objects.requireNonNull(numbers);
      values.advanceExact(document);
      int number = (int) values.longValue();
      if (acceptable.test(number)) {
        matches.add(new Match(number, java.util.Objects.requireNonNull(scorer).score()));
      }
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE;
    }
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
