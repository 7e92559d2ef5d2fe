package io.limpet.system.bench;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.core.generation.Tensor;
import io.limpet.system.index.Contender;
import io.limpet.system.index.Images;
import io.limpet.system.index.VectorSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

  /** Writes the vectors as a set, and where the generation is that holds them. */
  VectorSet write(Path work) {
    Generation of = images == null ? ofShop(work) : ofImages(work, images);
    float[][] vectors = rows(of.items().vectors());
    VectorSet set = VectorSet.of(vectors, queries == null ? MadeUpQueries.of(of) : asked(queries));
    set.write(work);
    try {
      Files.writeString(work.resolve(Contender.GENERATION), of.directory().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + work, e);
    }
    return set;
  }

  private Generation ofShop(Path work) {
    if (generation == null) {
      return new MadeUpShop(madeUp, MadeUpQueries.DIMENSIONS, 2).write(registry(work), VECTORS);
    }
    Path folder = generation.toAbsolutePath();
    return new Registry(folder.resolveSibling("")).open(String.valueOf(folder.getFileName()));
  }

  private Generation ofImages(Path work, Path file) {
    if (queries == null) {
      throw new IllegalArgumentException("--images wants --queries, the images to look for");
    }
    return write(registry(work), Images.read(file, Integer.MAX_VALUE));
  }

  private static float[][] asked(Path file) {
    return Images.read(file, MadeUpQueries.COUNT);
  }

  private static Registry registry(Path work) {
    return new Registry(work.resolve("models"));
  }

  private static Generation write(Registry registry, float[][] vectors) {
    List<Registry.ItemRow> items = new ArrayList<>();
    float[] all = new float[vectors.length * vectors[0].length];
    for (int i = 0; i < vectors.length; i++) {
      items.add(new Registry.ItemRow("item-" + i, ""));
      System.arraycopy(vectors[i], 0, all, i * vectors[0].length, vectors[0].length);
    }
    return UntrainedGeneration.write(
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
