package io.limpet.system.bench;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.core.generation.Tensor;
import io.limpet.system.index.Images;
import io.limpet.system.index.VectorSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which vectors {@link IndexCommand} compares on. */
final class VectorSource {
  /** The generation that the service's index is built from. */
  private static final String VECTORS = "vectors";

  @Option(
      names = "--made-up",
      paramLabel = "N",
      description = "Items of a made-up shop (default: ${DEFAULT-VALUE}).",
      defaultValue = "200000")
  private int madeUp = 200_000;

  @Option(
      names = "--generation",
      paramLabel = "DIR",
      description = "A generation in its registry: its item vectors instead.")
  private @Nullable Path generation;

  @Option(
      names = "--images",
      paramLabel = "FILE",
      description = "Images in idx-ubyte format, gzipped, as vectors of length 1 instead.")
  private @Nullable Path images;

  @Option(
      names = "--queries",
      paramLabel = "FILE",
      description = "With --images, the images that are looked for.")
  private @Nullable Path queries;

  /** Writes the vectors, as a set and as a generation in {@code work/models}. */
  VectorSet write(Path work) {
    Registry registry = new Registry(work.resolve("models"));
    VectorSet set = images == null ? ofGeneration(registry) : ofImages(registry, images);
    set.write(work);
    return set;
  }

  private VectorSet ofImages(Registry registry, Path file) {
    if (queries == null) {
      throw new IllegalArgumentException("--images wants --queries, the images to look for");
    }
    float[][] vectors = Images.read(file, Integer.MAX_VALUE);
    write(registry, vectors);
    return VectorSet.of(vectors, Images.read(queries, MadeUpQueries.COUNT));
  }

  private VectorSet ofGeneration(Registry registry) {
    if (generation == null) {
      Generation made =
          new MadeUpShop(madeUp, MadeUpQueries.DIMENSIONS, 2).write(registry, VECTORS);
      return VectorSet.of(rows(made.items().vectors()), MadeUpQueries.of(made));
    }
    Path folder = generation.toAbsolutePath();
    Generation given =
        new Registry(folder.resolveSibling("")).open(String.valueOf(folder.getFileName()));
    float[][] vectors = rows(given.items().vectors());
    write(registry, vectors);
    return VectorSet.of(vectors, MadeUpQueries.of(given));
  }

  private static void write(Registry registry, float[][] vectors) {
    List<Registry.ItemRow> items = new ArrayList<>();
    float[] all = new float[vectors.length * vectors[0].length];
    for (int i = 0; i < vectors.length; i++) {
      items.add(new Registry.ItemRow("item-" + i, ""));
      System.arraycopy(vectors[i], 0, all, i * vectors[0].length, vectors[0].length);
    }
    UntrainedGeneration.write(
        registry, VECTORS, items, Tensor.matrix(all, vectors.length, vectors[0].length), 1);
  }

  private static float[][] rows(Tensor tensor) {
    float[][] rows = new float[tensor.rows()][tensor.columns()];
    for (int row = 0; row < rows.length; row++) {
      tensor.row(row, rows[row]);
    }
    return rows;
  }
}
