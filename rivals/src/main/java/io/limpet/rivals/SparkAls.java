package io.limpet.rivals;

import io.limpet.trainer.factor.Likes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.recommendation.ALS;
import org.apache.spark.mllib.recommendation.MatrixFactorizationModel;
import org.apache.spark.mllib.recommendation.Rating;
import scala.Tuple2;

/**
 * Spark MLlib's ALS for implicit feedback (Hu, Koren and Volinsky, 2008), in this process. Starting
 * Spark is not part of a training's time.
 */
final class SparkAls implements Learner {
  private static final int RANK = 64;
  private static final int ITERATIONS = 15;

  private final JavaSparkContext spark;
  private final int threads;

  SparkAls(int threads) {
    this.threads = threads;
    this.spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[" + threads + "]")
                .setAppName("rival")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
  }

  @Override
  public Map<String, List<Double>> grid() {
    Map<String, List<Double>> grid = new LinkedHashMap<>();
    grid.put("alpha", List.of(1.0, 0.2, 10.0));
    grid.put("lambda", List.of(0.1, 0.01, 0.5));
    return grid;
  }

  @Override
  public Factors learn(Likes likes, Map<String, Double> settings, long seed) {
    List<Rating> ratings = new ArrayList<>(likes.size());
    for (int user = 0; user < likes.users(); user++) {
      for (int pair = likes.begin(user); pair < likes.end(user); pair++) {
        ratings.add(new Rating(user, likes.item(pair), likes.strength(pair)));
      }
    }
    MatrixFactorizationModel model =
        ALS.trainImplicit(
            spark.parallelize(ratings, threads).rdd(),
            RANK,
            ITERATIONS,
            settings.getOrDefault("lambda", 0.0),
            threads,
            settings.getOrDefault("alpha", 0.0),
            seed);
    return new Factors(
        table(model.userFeatures().toJavaRDD(), likes.users()),
        table(model.productFeatures().toJavaRDD(), likes.items()),
        RANK);
  }

  private static float[] table(JavaRDD<Tuple2<Object, double[]>> rows, int size) {
    float[] table = new float[size * RANK];
    for (Tuple2<Object, double[]> row : rows.collect()) {
      int at = (Integer) row._1() * RANK;
      for (int c = 0; c < RANK; c++) {
        table[at + c] = (float) row._2()[c];
      }
    }
    return table;
  }

  @Override
  public void close() {
    spark.close();
  }
}
