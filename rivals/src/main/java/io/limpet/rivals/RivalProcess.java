package io.limpet.rivals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.text.SentenceEncoder;
import io.limpet.text.TextModel;
import io.limpet.trainer.evaluate.Comparison;
import io.limpet.trainer.evaluate.Plan;
import io.limpet.trainer.evaluate.Row;
import io.limpet.trainer.evaluate.Scope;
import io.limpet.trainer.factor.Likes;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Models;
import io.limpet.trainer.progress.ConsoleProgress;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.DataSet;
import io.limpet.trainer.read.UserAttributes;
import io.limpet.trainer.split.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One model in a process of its own: {@code MODEL SEED THREADS OUT INTERACTIONS [ITEMS]}. Splits
 * the data, lets the model choose and learn, asks it the test's questions, and writes what it
 * achieved and what that took.
 */
public final class RivalProcess {
  private static final int FEWEST_ARGUMENTS = 5;

  /** For Limpet's own models. */
  private static final Learner NONE =
      new Learner() {
        @Override
        public Map<String, List<Double>> grid() {
          return Map.of();
        }

        @Override
        public Factors learn(Likes likes, Map<String, Double> settings, long seed) {
          throw new IllegalStateException("there is nothing to learn with");
        }
      };

  private RivalProcess() {}

  /** Runs it; a failure ends the process with 1 and a stack trace. */
  public static void main(String[] args) throws IOException {
    if (args.length < FEWEST_ARGUMENTS) {
      System.err.println("usage: RivalProcess MODEL SEED THREADS OUT INTERACTIONS [ITEMS]");
      System.exit(2);
    }
    Nd4j.getMemoryManager().togglePeriodicGc(false);
    Progress progress = new ConsoleProgress(System.err, false);
    Path items = args.length > FEWEST_ARGUMENTS ? Path.of(args[FEWEST_ARGUMENTS]) : null;
    DataSet data = DataSet.ofFiles(Path.of(args[4]), items);
    long seed = Long.parseLong(args[1]);
    Map<String, Object> result;
    try (Learner learner = learner(args[0], Integer.parseInt(args[2]))) {
      Model model =
          learner == NONE ? Models.find(args[0]).orElseThrow() : new Rival(args[0], learner);
      result = compare(data, model, seed, progress);
    }
    new JsonMapper().writeValue(Path.of(args[3]).toFile(), result);
    System.exit(0);
  }

  private static Learner learner(String name, int threads) {
    return switch (name) {
      case "spark-als" -> new SparkAls(threads);
      case "librec-bpr" -> new LibRec.Bpr();
      case "librec-wrmf" -> new LibRec.Wrmf();
      default -> NONE;
    };
  }

  /** What a model achieves on the split of this data. */
  static Map<String, Object> compare(DataSet data, Model model, long seed, Progress progress) {
    Split split = FairSplit.of(data.interactions(), seed);
    Stopwatch watched = new Stopwatch(model);
    Comparison comparison =
        Comparison.of(
            new Plan(
                split,
                List.of(watched),
                List.of(Scope.FRESH),
                content(data, model, progress),
                UserAttributes.NONE,
                List.of(seed),
                Optional.empty()),
            progress);
    Row validation = comparison.of("validation", Scope.FRESH).getFirst();
    Row test = comparison.of("test", Scope.FRESH).getFirst();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("model", model.name());
    result.put("chosen", watched.chosen());
    result.put("protocol", split.protocol());
    result.put("learned_from", split.test().training().fingerprint());
    result.put("users", test.figures().cases());
    result.put("validation_ndcg@10", validation.figures().main());
    for (String metric : List.of("ndcg@10", "recall@10")) {
      result.put(metric, test.figures().get(metric));
      result.put(metric + "_interval", String.valueOf(test.intervals().get(metric)));
    }
    result.put("choosing_seconds", watched.choosing());
    result.put(
        "training_seconds",
        Objects.requireNonNull(comparison.details().get(model.name())).seconds());
    result.put("looks", watched.looks());
    return result;
  }

  private static ContentFeatures content(DataSet data, Model model, Progress progress) {
    if (!model.needsContent()) {
      return ContentFeatures.none(data.catalogue());
    }
    try (SentenceEncoder encoder = new SentenceEncoder(TextModel.MINILM, 2)) {
      return ContentFeatures.of(data.catalogue(), encoder, progress);
    }
  }
}
