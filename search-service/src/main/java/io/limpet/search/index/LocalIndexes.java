package io.limpet.search.index;

import io.limpet.core.generation.Generation;
import io.limpet.search.state.ItemIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Indexes in the files and the memory of this machine.
 *
 * @param folder of their folders, one a generation
 */
public record LocalIndexes(Path folder, HnswSettings settings, ItemIds ids, IndexMetrics metrics)
    implements Indexes {
  private static final Logger LOG = LoggerFactory.getLogger(LocalIndexes.class);

  /** Indexes that nobody watches. */
  public LocalIndexes(Path folder, HnswSettings settings, ItemIds ids) {
    this(folder, settings, ids, IndexMetrics.unwatched());
  }

  @Override
  public VectorIndex open(Generation generation, int threads) {
    return LuceneVectorIndex.open(
        folder.resolve(generation.id()),
        generation,
        settings,
        ids,
        threads,
        metrics,
        LuceneVectorIndex.Tending.DEFAULT);
  }

  @Override
  public void retain(Set<String> generations) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, IndexFiles::areIn)) {
      for (Path index : all) {
        if (!generations.contains(index.getFileName().toString())) {
          LOG.info("removing index {}, whose generation is gone", index);
          IndexFiles.clear(index);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw new UncheckedIOException("looking for old indexes in " + folder, e.getCause());
    } catch (IOException e) {
      throw new UncheckedIOException("removing old indexes in " + folder + ": " + e, e);
    }
  }
}
