package io.limpet.system.bench;

import io.limpet.core.generation.Registry;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.text.TextEncoder;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.generation.GenerationOpener;
import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.index.HnswSettings;
import io.limpet.search.index.LocalIndexes;
import io.limpet.search.rule.RuleStore;
import io.limpet.search.search.ProductSearch;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.ItemIds;
import io.limpet.search.state.SignalStore;
import io.limpet.search.state.UserStore;
import io.limpet.search.text.Language;
import io.limpet.search.text.Relevance;
import io.limpet.search.text.Synonyms;
import io.limpet.search.text.TextIndex;
import io.limpet.search.text.TextVectors;
import io.limpet.search.text.VectorFile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The search of the service over a catalogue, without Kafka and without a trained generation. */
final class SearchLab {
  private static final int DEPTH = 100;

  private final Path folder;
  private final ItemIds ids = new ItemIds();
  private final Catalogue catalogue = new Catalogue(ids);

  /**
   * @param folder where the vectors of texts are kept
   */
  SearchLab(List<Item> items, Path folder) {
    this.folder = folder;
    for (Item item : items) {
      catalogue.take(item.itemId(), new CatalogueItem(item, 1, 1));
    }
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /** What the items mean; encodes all of them unless they were before. */
  TextVectors vectors(TextEncoder encoder) throws InterruptedException {
    var vectors =
        new TextVectors(
            encoder,
            catalogue,
            VectorFile.open(folder.resolve(encoder.name() + ".vectors"), encoder.dimensions()));
    catalogue.forEach((item, number) -> vectors.put(number, item));
    vectors.start();
    while (vectors.waiting() > 0) {
      Thread.sleep(50);
    }
    return vectors;
  }

  /** Search as it is in the service. */
  ProductSearch search(
      Language language, Synonyms synonyms, Relevance relevance, TextVectors vectors) {
    var index = new TextIndex(language, synonyms, relevance);
    catalogue.forEach((item, number) -> index.put(number, item));
    index.refresh();
    var opener =
        new GenerationOpener(
            new Registry(folder.resolve("models")),
            new LocalIndexes(folder.resolve("indexes"), HnswSettings.DEFAULT, ids),
            ids);
    var users = new UserStore(ids);
    return new ProductSearch(
        catalogue,
        new SignalStore(ids),
        users,
        new GenerationSwitch(opener, Map::of, new SimpleMeterRegistry()),
        index,
        vectors,
        relevance.meaning(),
        new RuleStore(),
        System::currentTimeMillis);
  }

  /** The ids of the first hundred. */
  static List<String> rank(ProductSearch search, String query) {
    return search
        .search(new ProductSearch.Request(query, null, null, Set.of(), ItemFilter.ALL, 0, DEPTH))
        .found()
        .stream()
        .map(found -> found.item().item().itemId())
        .toList();
  }
}
