package io.limpet.system.index;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One index in a process of its own, so that none disturbs another's compiler and collector. It
 * reads a {@link VectorSet}, builds, says {@code built SECONDS}, and then answers lines: {@code
 * recall K EF} with the share of the best K that it finds, {@code time K EF MILLIS} with queries a
 * second of one thread, and the median and 99th percentile in microseconds. Contenders in other
 * languages speak the same.
 */
public final class Contender {
  /** File of the set that holds the folder of its generation. */
  public static final String GENERATION = "generation";

  /** The index as the service uses it. */
  public static final String SERVED = "limpet-served";

  /** The graph alone, built by all processors as the service builds its first. */
  public static final String BUILT_BY_ALL = "limpet-by-all";

  private final Nearest index;
  private final VectorSet set;

  private Contender(Nearest index, VectorSet set) {
    this.index = index;
    this.set = set;
  }

  /** Folder of the set, dimensions, name, M, efConstruction. */
  public static void main(String[] arguments) throws IOException {
    Locale.setDefault(Locale.ROOT);
    Path folder = Path.of(arguments[0]);
    VectorSet set = VectorSet.read(folder, Integer.parseInt(arguments[1]));
    long began = System.nanoTime();
    try (Nearest index =
        make(
            arguments[2],
            folder,
            set.vectors(),
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4]))) {
      System.out.printf("built %.2f%n", (System.nanoTime() - began) / 1e9);
      System.out.flush();
      new Contender(index, set).serve();
    }
  }

  private static Nearest make(
      String name, Path folder, float[][] vectors, int m, int efConstruction) {
    return switch (name) {
      case "limpet", SERVED, BUILT_BY_ALL ->
          new LimpetNearest(
              folder.resolve(name),
              generation(folder),
              m,
              efConstruction,
              name.equals(SERVED),
              name.equals(BUILT_BY_ALL) ? Runtime.getRuntime().availableProcessors() : 1);
      case "lucene" -> new LuceneNearest(folder.resolve(name), vectors, m, efConstruction);
      // Its M is that of the lowest layer, which is twice M for the others.
      case "jvector" -> new JVectorNearest(vectors, 2 * m, efConstruction);
      case "hnswlib-core" -> new HnswlibNearest(vectors, m, efConstruction);
      default -> throw new IllegalArgumentException("no index is called " + name);
    };
  }

  /** The one whose users ask: its encoder says how far a search has to look. */
  private static Generation generation(Path folder) {
    Path made;
    try {
      made = Path.of(Files.readString(folder.resolve(GENERATION)));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + folder, e);
    }
    return new Registry(made.resolveSibling("")).open(String.valueOf(made.getFileName()));
  }

  private void serve() throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      int k = Integer.parseInt(words[1]);
      int ef = Integer.parseInt(words[2]);
      System.out.println(
          words[0].equals("recall") ? recall(k, ef) : time(k, ef, Long.parseLong(words[3])));
      System.out.flush();
    }
  }

  private String recall(int k, int ef) {
    long found = 0;
    for (int i = 0; i < set.queries().length; i++) {
      Set<Integer> best = new HashSet<>();
      Arrays.stream(set.best()[i]).limit(k).forEach(best::add);
      for (int row : index.search(set.queries()[i], k, ef)) {
        found += best.contains(row) ? 1 : 0;
      }
    }
    return "%.5f".formatted((double) found / k / set.queries().length);
  }

  private String time(int k, int ef, long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    double[] micros = new double[1 << 20];
    int count = 0;
    long began = System.nanoTime();
    for (long from = began; from < end && count < micros.length; ) {
      index.search(set.queries()[count % set.queries().length], k, ef);
      long now = System.nanoTime();
      micros[count++] = (now - from) / 1e3;
      from = now;
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    Arrays.sort(micros, 0, count);
    return "%.1f %.1f %.1f"
        .formatted(count / seconds, micros[count / 2], micros[(int) (count * 0.99)]);
  }
}
