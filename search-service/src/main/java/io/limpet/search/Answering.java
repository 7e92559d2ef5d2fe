package io.limpet.search;

import io.limpet.core.generation.Registry;
import io.limpet.core.text.TextEncoder;
import io.limpet.search.content.ContentEncoder;
import io.limpet.search.content.TextEncoders;
import io.limpet.search.experiment.ExperimentStore;
import io.limpet.search.experiment.GenerationWatch;
import io.limpet.search.generation.GenerationOpener;
import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.index.HnswSettings;
import io.limpet.search.index.IndexMetrics;
import io.limpet.search.index.Indexes;
import io.limpet.search.index.LocalIndexes;
import io.limpet.search.recommend.FirstAnswers;
import io.limpet.search.recommend.Pages;
import io.limpet.search.recommend.Recommendations;
import io.limpet.search.recommend.Recommender;
import io.limpet.search.recommend.ServedLog;
import io.limpet.search.recommend.ServedRecords;
import io.limpet.search.search.ProductSearch;
import io.limpet.search.solr.SolrIndexes;
import io.limpet.search.solr.SolrSettings;
import io.limpet.search.state.ItemIds;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What answers.
 *
 * @param registry where generations are found
 * @param experiments which decide what answers whom
 * @param openGenerations those that experiments want
 * @param content gives items vectors that the generation was not trained on
 */
record Answering(
    Texts texts,
    Registry registry,
    GenerationSwitch generations,
    GenerationWatch openGenerations,
    ExperimentStore experiments,
    ServedLog served,
    FirstAnswers firstAnswers,
    Recommender recommender,
    ProductSearch search,
    ContentEncoder content) {
  /**
   * Opens it all; there is no generation yet.
   *
   * @throws StartException when it finds no SolrCloud where there should be one
   */
  static Answering open(Ground ground, Stores stores, List<TextEncoder> textEncoders) {
    SearchSettings settings = ground.settings();
    var encoders = new TextEncoders(textEncoders);
    Texts texts = Texts.open(settings, encoders, stores.catalogue(), ground.parts());
    var registry = new Registry(settings.registry());
    var opener =
        new GenerationOpener(registry, indexes(ground, registry, stores.ids()), stores.ids());
    var generations =
        ground.opened(new GenerationSwitch(opener, stores.users()::byGeneration, ground.metrics()));
    ground.progress().add(() -> generations.isOpening() ? System.nanoTime() : 0);
    ground.progress().add(texts.index()::changes);
    var openGenerations = new GenerationWatch(generations);

    var records = new ServedRecords(stores.knowledge());
    var served = ground.opened(new ServedLog(records, ground.log(), ground.metrics()));
    var firstAnswers = new FirstAnswers(ground.metrics(), ground.now());
    Recommender recommender =
        Recommendations.recommender(
            stores.knowledge(),
            stores.users(),
            generations,
            List.of(served, firstAnswers),
            new Pages(settings.cursorKey()),
            stores.rules(),
            settings.texts().readPhrases(),
            ground.metrics(),
            ground.now());
    var search =
        new ProductSearch(
            stores.catalogue(),
            stores.signals(),
            stores.users(),
            generations,
            texts.index(),
            texts.meanings(),
            texts.relevance().meaning(),
            stores.rules(),
            ground.now());
    return new Answering(
        texts,
        registry,
        generations,
        openGenerations,
        new ExperimentStore(stores.surfaces(), openGenerations::isOpen, ground.now()),
        served,
        firstAnswers,
        recommender,
        search,
        ground.opened(
            new ContentEncoder(
                stores.catalogue(), generations, encoders, ground.writer(), ground.metrics())));
  }

  private static Indexes indexes(Ground ground, Registry registry, ItemIds ids) {
    SolrSettings solr = ground.settings().solr();
    if (solr == null) {
      return new LocalIndexes(
          ground.settings().indexes(),
          HnswSettings.DEFAULT,
          ids,
          new IndexMetrics(ground.metrics()));
    }
    try {
      SolrIndexes.check(solr);
    } catch (UncheckedIOException e) {
      throw new StartException("limpet.solr (LIMPET_SOLR): " + e.getMessage(), e);
    }
    return ground.opened(new SolrIndexes(solr, HnswSettings.DEFAULT, ids, registry));
  }
}
