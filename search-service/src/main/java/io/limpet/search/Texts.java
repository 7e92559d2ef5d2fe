package io.limpet.search;

import io.limpet.core.text.TextEncoder;
import io.limpet.search.content.TextEncoders;
import io.limpet.search.state.Catalogue;
import io.limpet.search.text.Relevance;
import io.limpet.search.text.Synonyms;
import io.limpet.search.text.TextFeed;
import io.limpet.search.text.TextIndex;
import io.limpet.search.text.TextVectors;
import io.limpet.search.text.VectorFile;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the texts of items.
 *
 * @param index of words
 * @param feed which analyses the catalogue's texts for it
 * @param meanings vectors of the texts, or null where words alone are compared
 */
record Texts(
    Relevance relevance,
    Synonyms synonyms,
    TextIndex index,
    TextFeed feed,
    @Nullable TextVectors meanings) {
  /** Threads that analyse the words of the catalogue. */
  private static final int WORD_THREADS =
      Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

  /** Opens them; they follow the catalogue from now on. */
  static Texts open(
      SearchSettings settings, TextEncoders encoders, Catalogue catalogue, Parts parts) {
    Synonyms synonyms = settings.texts().readSynonyms();
    var index =
        parts.opened(new TextIndex(settings.texts().language(), synonyms, Relevance.DEFAULT));
    var feed = parts.opened(new TextFeed(index, WORD_THREADS));
    catalogue.listen(feed);
    TextVectors meanings =
        settings.texts().hasEncoder() ? meanings(settings, encoders, catalogue, parts) : null;
    return new Texts(Relevance.DEFAULT, synonyms, index, feed, meanings);
  }

  private static TextVectors meanings(
      SearchSettings settings, TextEncoders encoders, Catalogue catalogue, Parts parts) {
    TextEncoder encoder = encoders.named(settings.texts().encoder());
    var file =
        VectorFile.open(
            settings.indexes().resolve("texts").resolve(encoder.name() + ".vectors"),
            encoder.dimensions());
    var meanings = parts.opened(new TextVectors(encoder, catalogue, file));
    catalogue.listen(meanings);
    return meanings;
  }
}
