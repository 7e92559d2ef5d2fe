package io.limpet.system.bench;

import io.limpet.core.item.Item;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;

/** What search is measured against: Lucene's BM25 as it comes, over all texts as one. */
final class PlainSearch implements AutoCloseable {
  private static final String TEXT = "text";
  private static final String ID = "item_id";

  private final Analyzer analyzer = new StandardAnalyzer();
  private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  PlainSearch(List<Item> items) {
    try {
      try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
        for (Item item : items) {
          var document = new Document();
          document.add(new StringField(ID, item.itemId(), Field.Store.YES));
          document.add(new TextField(TEXT, text(item), Field.Store.NO));
          writer.addDocument(document);
        }
      }
      reader = DirectoryReader.open(directory);
      searcher = new IndexSearcher(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("indexing in memory", e);
    }
  }

  private static String text(Item item) {
    var text = new StringJoiner(" ");
    for (String part : new String[] {item.title(), item.brand(), item.description()}) {
      if (part != null) {
        text.add(part);
      }
    }
    item.categories().forEach(text::add);
    item.attributes().forEach(one -> text.add(one.substring(one.indexOf('=') + 1)));
    return text.toString();
  }

  /** The ids of the best hundred. */
  List<String> rank(String words) {
    Query query = new QueryBuilder(analyzer).createBooleanQuery(TEXT, words);
    List<String> ids = new ArrayList<>();
    try {
      if (query != null) {
        for (ScoreDoc hit : searcher.search(query, 100).scoreDocs) {
          ids.add(searcher.storedFields().document(hit.doc).get(ID));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("searching in memory", e);
    }
    return ids;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }
}
