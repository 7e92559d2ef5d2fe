package io.limpet.rivals;

import com.google.common.collect.BiMap;
import com.google.common.collect.HashBasedTable;
import com.google.common.collect.Table;
import io.limpet.trainer.factor.Likes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.librec.common.LibrecException;
import net.librec.conf.Configuration;
import net.librec.data.DataModel;
import net.librec.data.model.AbstractDataModel;
import net.librec.math.algorithm.Randoms;
import net.librec.math.structure.DataSet;
import net.librec.math.structure.DenseMatrix;
import net.librec.math.structure.SparseMatrix;
import net.librec.recommender.RecommenderContext;
import net.librec.recommender.cf.ranking.BPRRecommender;
import net.librec.recommender.cf.ranking.WRMFRecommender;
import org.jspecify.annotations.Nullable;

/** Recommenders of LibRec 2: its own trainings, without its reading, splitting and listing. */
final class LibRec {
  private static final int FACTORS = 64;

  private LibRec() {}

  /** BPR (Rendle et al., 2009), 100 samples a user an iteration. */
  static final class Bpr implements Learner {
    @Override
    public Map<String, List<Double>> grid() {
      Map<String, List<Double>> grid = new LinkedHashMap<>();
      grid.put("rec.iterator.learnrate", List.of(0.05, 0.01, 0.1));
      grid.put("regularization", List.of(0.01, 0.001, 0.05));
      grid.put("rec.iterator.maximum", List.of(30.0, 100.0));
      return grid;
    }

    @Override
    public Factors learn(Likes likes, Map<String, Double> settings, long seed) {
      return LibRec.learn(new OwnBpr(), likes, settings, seed);
    }
  }

  /** WRMF, which is ALS for implicit feedback (Hu, Koren and Volinsky, 2008). */
  static final class Wrmf implements Learner {
    @Override
    public Map<String, List<Double>> grid() {
      Map<String, List<Double>> grid = new LinkedHashMap<>();
      grid.put("rec.iterator.maximum", List.of(10.0));
      grid.put("rec.wrmf.weight.coefficient", List.of(4.0, 1.0));
      grid.put("regularization", List.of(1.0, 10.0));
      return grid;
    }

    @Override
    public Factors learn(Likes likes, Map<String, Double> settings, long seed) {
      return LibRec.learn(new OwnWrmf(), likes, settings, seed);
    }
  }

  /** What a recommender of LibRec lets only its heirs do. */
  private interface Trainable {
    void train(RecommenderContext context) throws LibrecException;

    DenseMatrix users();

    DenseMatrix items();
  }

  private static final class OwnBpr extends BPRRecommender implements Trainable {
    @Override
    public void train(RecommenderContext context) throws LibrecException {
      setContext(context);
      setup();
      trainModel();
    }

    @Override
    public DenseMatrix users() {
      return userFactors;
    }

    @Override
    public DenseMatrix items() {
      return itemFactors;
    }
  }

  private static final class OwnWrmf extends WRMFRecommender implements Trainable {
    @Override
    public void train(RecommenderContext context) throws LibrecException {
      setContext(context);
      setup();
      trainModel();
    }

    @Override
    public DenseMatrix users() {
      return userFactors;
    }

    @Override
    public DenseMatrix items() {
      return itemFactors;
    }
  }

  /** Pairs that are in memory already; there is nothing to test by. */
  private static final class Pairs extends AbstractDataModel {
    Pairs(Likes likes) {
      Table<Integer, Integer, Double> table = HashBasedTable.create();
      for (int user = 0; user < likes.users(); user++) {
        for (int pair = likes.begin(user); pair < likes.end(user); pair++) {
          // Both learn from whether there was something, and WRMF from how much, too.
          table.put(user, likes.item(pair), (double) likes.strength(pair));
        }
      }
      trainDataSet = new SparseMatrix(likes.users(), likes.items(), table);
      testDataSet = new SparseMatrix(likes.users(), likes.items(), HashBasedTable.create());
      validDataSet = new SparseMatrix(likes.users(), likes.items(), HashBasedTable.create());
    }

    @Override
    protected void buildConvert() {}

    @Override
    public @Nullable BiMap<String, Integer> getUserMappingData() {
      return null;
    }

    @Override
    public @Nullable BiMap<String, Integer> getItemMappingData() {
      return null;
    }

    @Override
    public @Nullable DataSet getDatetimeDataSet() {
      return null;
    }
  }

  private static Factors learn(
      Trainable recommender, Likes likes, Map<String, Double> settings, long seed) {
    Configuration conf = new Configuration();
    conf.setBoolean("rec.recommender.isranking", true);
    conf.setInt("rec.recommender.ranking.topn", 10);
    conf.setInt("rec.factor.number", FACTORS);
    settings.forEach(
        (name, value) -> {
          if (name.equals("regularization")) {
            conf.setDouble("rec.user.regularization", value);
            conf.setDouble("rec.item.regularization", value);
          } else if (name.endsWith("maximum")) {
            conf.setInt(name, value.intValue());
          } else {
            conf.setDouble(name, value);
          }
        });
    Randoms.seed(seed);
    DataModel pairs = new Pairs(likes);
    try {
      recommender.train(new RecommenderContext(conf, pairs));
    } catch (LibrecException e) {
      throw new IllegalStateException("LibRec failed: " + e.getMessage(), e);
    }
    return new Factors(table(recommender.users()), table(recommender.items()), FACTORS);
  }

  private static float[] table(DenseMatrix matrix) {
    float[] table = new float[matrix.numRows() * FACTORS];
    for (int row = 0; row < matrix.numRows(); row++) {
      for (int c = 0; c < FACTORS; c++) {
        table[row * FACTORS + c] = (float) matrix.get(row, c);
      }
    }
    return table;
  }
}
