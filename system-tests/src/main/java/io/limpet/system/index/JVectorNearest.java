package io.limpet.system.index;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The layered graph of JVector, by dot product, all in memory and without compression. */
public final class JVectorNearest implements Nearest {
  /** As its own examples have them: room beyond M while building, and how far links may reach. */
  private static final float OVERFLOW = 1.2f;

  private static final float ALPHA = 1.2f;

  private static final VectorTypeSupport FLOATS =
      VectorizationProvider.getInstance().getVectorTypeSupport();

  private final RandomAccessVectorValues values;
  private final GraphSearcher searcher;

  /** Builds the graph; M is the most neighbours of a node on the lowest layer. */
  public JVectorNearest(float[][] vectors, int m, int efConstruction) {
    List<VectorFloat<?>> floats = new ArrayList<>(vectors.length);
    for (float[] vector : vectors) {
      floats.add(FLOATS.createFloatVector(vector));
    }
    values = new ListRandomAccessVectorValues(floats, vectors[0].length);
    try (GraphIndexBuilder builder =
        GraphIndexBuilder.builder(values, VectorSimilarityFunction.DOT_PRODUCT, m)
            .withBeamWidth(efConstruction)
            .withNeighborOverflow(OVERFLOW)
            .withAlpha(ALPHA)
            .build()) {
      ImmutableGraphIndex graph = builder.build(values);
      searcher = new GraphSearcher(graph);
    } catch (IOException e) {
      throw new UncheckedIOException("building in memory", e);
    }
  }

  @Override
  public int[] search(float[] query, int k, int ef) {
    SearchResult result =
        searcher.search(
            DefaultSearchScoreProvider.exact(
                FLOATS.createFloatVector(query), VectorSimilarityFunction.DOT_PRODUCT, values),
            k,
            ef,
            0,
            0,
            Bits.ALL);
    SearchResult.NodeScore[] nodes = result.getNodes();
    int[] rows = new int[nodes.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = nodes[i].node;
    }
    return rows;
  }

  @Override
  public void close() {
    try {
      searcher.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing", e);
    }
  }
}
