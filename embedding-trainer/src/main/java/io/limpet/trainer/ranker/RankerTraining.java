package io.limpet.trainer.ranker;

import io.limpet.core.generation.LearningCurve;
import io.limpet.core.item.Item;
import io.limpet.core.ranking.Ranker;
import io.limpet.core.ranking.Task;
import io.limpet.trainer.evaluate.RankingQuality;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.ranker.Examples.Example;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import io.limpet.trainer.split.Split;
import io.limpet.trainer.split.TemporalSplit;
import io.limpet.trainer.train.Embeddings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Learns a ranker from examples. Visitors are divided into folds; of each fold a ranker learns from
 * the others. The folds say how many epochs are best, calibrate, and judge: every figure is of
 * visitors that the ranker at hand has not learned from. The ranker that is used learns from all.
 *
 * <p>Beside replayed visits it may learn from answers that were given and seen. Those say what
 * visitors passed over, which a replay can only guess, but nothing of candidates that were never
 * shown; so they go in together, and calibration and judgement are by replayed visits alone.
 */
public final class RankerTraining {
  /** Fewer visits teach nothing that would carry over. */
  static final int FEWEST = 100;

  private static final Interactions NOBODY = new InteractionsBuilder().build();
  private static final int TASKS = Task.values().length;

  private final Examples examples;
  private final List<Lesson> lessons;
  private final RankerHyper hyper;
  private final long seed;
  private final int[] columns;
  private final float[] mean;
  private final float[] scale;
  private final int[] foldOf;

  private RankerTraining(
      Examples examples, List<ServedAnswer> served, RankerHyper hyper, long seed) {
    this.examples = examples;
    this.lessons = new ArrayList<>(examples.each());
    this.lessons.addAll(served);
    this.hyper = hyper;
    this.seed = seed;
    this.columns = hyper.columns();
    this.mean = new float[columns.length];
    this.scale = new float[columns.length];
    this.foldOf =
        lessons.stream()
            .mapToInt(of -> FittedRanker.fold(of.user(), hyper.folds(), seed))
            .toArray();
    standardise();
  }

  /**
   * Learns from the validation part of a split.
   *
   * @param embeddings that have not seen its answers
   * @param catalogue the items by number
   * @return empty where there are too few visits
   */
  public static Optional<FittedRanker> fit(
      Split split, Embeddings embeddings, List<Item> catalogue, long seed, Progress progress) {
    return fit(split, embeddings, catalogue, RankerHyper.DEFAULT, seed, progress);
  }

  static Optional<FittedRanker> fit(
      Split split,
      Embeddings embeddings,
      List<Item> catalogue,
      RankerHyper hyper,
      long seed,
      Progress progress) {
    Questions questions = Questions.ofValidation(split, seed);
    if (questions.asked().size() < FEWEST) {
      return Optional.empty();
    }
    Examples examples = Examples.replay(questions, embeddings, catalogue, progress);
    return Optional.of(fit(examples, List.of(), hyper, seed, progress));
  }

  /**
   * Learns from the validation part of a split by time, and from answers that were given before its
   * test: from both, or from replayed visits alone where those are answered no worse then.
   *
   * @param served where the answers are
   * @return empty where there are too few visits
   */
  public static Optional<FittedRanker> fit(
      Split split,
      Embeddings embeddings,
      List<Item> catalogue,
      ServedSource served,
      long seed,
      Progress progress) {
    if (!Questions.isByTime(split)) {
      progress.say("ranker: answers that were given are left out, the questions are not by time");
      return fit(split, embeddings, catalogue, seed, progress);
    }
    Questions questions = Questions.ofValidation(split, seed);
    if (questions.asked().size() < FEWEST) {
      return Optional.empty();
    }
    Examples examples = Examples.replay(questions, embeddings, catalogue, progress);
    FittedRanker replayed = fit(examples, List.of(), RankerHyper.DEFAULT, seed, progress);
    long test = TemporalSplit.windows(questions.rows()).test();
    List<ServedAnswer> answers = served.read(questions.rows(), test, progress);
    if (answers.isEmpty()) {
      return Optional.of(replayed);
    }
    FittedRanker both = fit(examples, answers, RankerHyper.DEFAULT, seed, progress);
    boolean isBetter = both.quality().ranked() > replayed.quality().ranked();
    progress.say(
        "ranker: with %,d answers that were given ndcg@10 %.4f, without %.4f"
            .formatted(answers.size(), both.quality().ranked(), replayed.quality().ranked()));
    return Optional.of(isBetter ? both.with(answers.size()) : replayed);
  }

  static FittedRanker fit(
      Examples examples,
      List<ServedAnswer> served,
      RankerHyper hyper,
      long seed,
      Progress progress) {
    return new RankerTraining(examples, served, hyper, seed).run(progress);
  }

  /** A ranker from answers alone, after so many epochs, not calibrated. */
  static Ranker learn(List<ServedAnswer> served, RankerHyper hyper, long seed) {
    RankerTraining training =
        new RankerTraining(new Examples(NOBODY, List.of()), served, hyper, seed);
    MmoeNetwork network = training.network();
    for (int epoch = 0; epoch < hyper.epochs(); epoch++) {
      training.learn(network, training.draw(index -> true, epoch));
    }
    return network.ranker(identity());
  }

  private void standardise() {
    double[] sums = new double[columns.length];
    double[] squares = new double[columns.length];
    long count = 0;
    for (Lesson lesson : lessons) {
      for (int candidate = 0; candidate < lesson.size(); candidate++) {
        float[] row = lesson.features(candidate);
        count++;
        for (int i = 0; i < columns.length; i++) {
          sums[i] += row[columns[i]];
          squares[i] += (double) row[columns[i]] * row[columns[i]];
        }
      }
    }
    for (int i = 0; i < columns.length; i++) {
      mean[i] = (float) (sums[i] / count);
      double variance = squares[i] / count - (double) mean[i] * mean[i];
      // What never varies says nothing: times that are no more than an order, unknown prices.
      scale[i] = variance > 1e-8 ? (float) (1 / Math.sqrt(variance)) : 0;
    }
  }

  private FittedRanker run(Progress progress) {
    int folds = hyper.folds();
    Ranker[][] courses = new Ranker[folds][];
    double[] losses = new double[hyper.epochs()];
    FittedRanker fitted;
    try (Progress.Step step =
        progress.begin("Learning to rank", (folds + 1) * (long) hyper.epochs())) {
      for (int fold = 0; fold < folds; fold++) {
        int held = fold;
        Draw judged = draw(index -> foldOf[index] == held, -1);
        courses[fold] = new Ranker[hyper.epochs()];
        MmoeNetwork network = network();
        for (int epoch = 0; epoch < hyper.epochs(); epoch++) {
          learn(network, draw(index -> foldOf[index] != held, epoch));
          losses[epoch] += loss(network, judged);
          courses[fold][epoch] = network.ranker(identity());
          step.to(fold * (long) hyper.epochs() + epoch + 1);
        }
      }
      int best =
          IntStream.range(0, losses.length)
              .reduce((a, b) -> losses[b] < losses[a] ? b : a)
              .orElseThrow();
      MmoeNetwork network = network();
      for (int epoch = 0; epoch <= best; epoch++) {
        learn(network, draw(index -> true, epoch));
        step.to(folds * (long) hyper.epochs() + epoch + 1);
      }
      step.note("best after %d epochs".formatted(best + 1));
      List<Ranker> raw = Arrays.stream(courses).map(of -> of[best]).toList();
      fitted = calibrated(network, raw, best + 1, curve(losses, folds));
    }
    return fitted;
  }

  /**
   * @param losses by epoch, summed over the folds
   */
  private static LearningCurve curve(double[] losses, int folds) {
    return new LearningCurve(
        "ranker, held-out visitors",
        IntStream.range(0, losses.length)
            .mapToObj(epoch -> new LearningCurve.Point(epoch + 1, losses[epoch] / folds, null))
            .toList());
  }

  private MmoeNetwork network() {
    return new MmoeNetwork(hyper, mean, scale, seed);
  }

  private static float[][] identity() {
    float[][] platt = new float[TASKS][];
    Arrays.fill(platt, new float[] {1, 0});
    return platt;
  }

  /** Which candidates of which lessons: {@code lesson << 32 | candidate}. */
  @SuppressWarnings("ArrayRecordComponent") // never changed after it was handed over
  private record Draw(long[] pairs) {}

  private interface Chosen {
    boolean test(int lesson);
  }

  /** All that was taken up, and some of what was not, in an order of chance. */
  private Draw draw(Chosen chosen, int epoch) {
    var random = new java.util.SplittableRandom(seed * 1_000_003 + epoch);
    long[] pairs = new long[1024];
    int size = 0;
    for (int e = 0; e < lessons.size(); e++) {
      if (!chosen.test(e)) {
        continue;
      }
      Lesson lesson = lessons.get(e);
      if (size + lesson.size() + hyper.negatives() > pairs.length) {
        pairs = Arrays.copyOf(pairs, 2 * (pairs.length + lesson.size() + hyper.negatives()));
      }
      for (int i = 0; i < lesson.size(); i++) {
        if (lesson.isWhole() || lesson.labels(i) != 0) {
          pairs[size++] = (long) e << 32 | i;
        }
      }
      for (int n = 0; n < hyper.negatives() && !lesson.isWhole(); n++) {
        int i = random.nextInt(lesson.size());
        if (lesson.labels(i) == 0) {
          pairs[size++] = (long) e << 32 | i;
        }
      }
    }
    pairs = Arrays.copyOf(pairs, size);
    for (int i = size - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      long swapped = pairs[i];
      pairs[i] = pairs[other];
      pairs[other] = swapped;
    }
    return new Draw(pairs);
  }

  private void learn(MmoeNetwork network, Draw draw) {
    int size = draw.pairs.length;
    for (int from = 0; from < size; from += hyper.batch()) {
      int to = Math.min(size, from + hyper.batch());
      float[][] x = new float[to - from][];
      float[][] labels = new float[to - from][TASKS];
      float[][] known = new float[to - from][TASKS];
      fill(draw, from, x, labels, known);
      network.fit(x, labels, known);
    }
  }

  private void fill(Draw draw, int from, float[][] x, float[][] labels, float[][] known) {
    for (int i = 0; i < x.length; i++) {
      Lesson lesson = lessons.get((int) (draw.pairs[from + i] >>> 32));
      int candidate = (int) draw.pairs[from + i];
      x[i] = Ranker.inputs(lesson.features(candidate), columns, mean, scale);
      for (int t = 0; t < TASKS; t++) {
        labels[i][t] = lesson.labels(candidate) >> t & 1;
        float weight = labels[i][t] > 0 ? lesson.weight(candidate) : 1;
        known[i][t] = (lesson.known() >> t & 1) * weight;
      }
    }
  }

  /** Mean cross-entropy of the known labels, by their weights. */
  private double loss(MmoeNetwork network, Draw draw) {
    int size = draw.pairs.length;
    float[][] x = new float[size][];
    float[][] labels = new float[size][TASKS];
    float[][] known = new float[size][TASKS];
    fill(draw, 0, x, labels, known);
    double sum = 0;
    for (int from = 0; from < size; from += 4096) {
      float[][] p = network.output(Arrays.copyOfRange(x, from, Math.min(size, from + 4096)));
      for (int i = 0; i < p.length; i++) {
        for (int t = 0; t < TASKS; t++) {
          double hit = labels[from + i][t] > 0 ? p[i][t] : 1 - p[i][t];
          sum -= known[from + i][t] * Math.log(Math.max(1e-9, hit));
        }
      }
    }
    return sum / Math.max(1, size);
  }

  private FittedRanker calibrated(
      MmoeNetwork network, List<Ranker> raw, int epochs, LearningCurve learning) {
    int candidates = examples.each().stream().mapToInt(Example::size).sum();
    float[][] logits = new float[TASKS][candidates];
    int[] labels = new int[candidates];
    int[] known = new int[candidates];
    int[] fold = new int[candidates];
    int at = 0;
    // The replayed ones come first.
    for (int e = 0; e < examples.each().size(); e++) {
      Example example = examples.each().get(e);
      for (int i = 0; i < example.size(); i++, at++) {
        float[] of = raw.get(foldOf[e]).logits(example.features()[i]);
        for (int t = 0; t < TASKS; t++) {
          logits[t][at] = of[t];
        }
        labels[at] = example.labels(i);
        known[at] = example.question().known();
        fold[at] = foldOf[e];
      }
    }
    float[][] all = new float[TASKS][];
    float[][][] ofFold = new float[raw.size()][TASKS][];
    List<RankingQuality.OfTask> tasks = new ArrayList<>();
    for (Task task : Task.values()) {
      int t = task.ordinal();
      int[] counted =
          IntStream.range(0, candidates).filter(i -> (known[i] >> t & 1) != 0).toArray();
      all[t] = platt(counted, logits[t], labels, t);
      for (int k = 0; k < raw.size(); k++) {
        int held = k;
        ofFold[k][t] =
            platt(
                Arrays.stream(counted).filter(i -> fold[i] != held).toArray(),
                logits[t],
                labels,
                t);
      }
      double[] p = new double[counted.length];
      boolean[] isHit = new boolean[counted.length];
      for (int i = 0; i < p.length; i++) {
        float[] own = ofFold[fold[counted[i]]][t];
        p[i] = 1 / (1 + Math.exp(-own[0] * logits[t][counted[i]] - own[1]));
        isHit[i] = (labels[counted[i]] >> t & 1) != 0;
      }
      tasks.add(RankingQuality.OfTask.of(task, p, isHit));
    }
    List<Ranker> folds = new ArrayList<>();
    for (int k = 0; k < raw.size(); k++) {
      folds.add(raw.get(k).calibrated(ofFold[k]));
    }
    Ranker ranker = network.ranker(all);
    RankingQuality quality =
        FittedRanker.judge(
            "validation",
            examples,
            example ->
                FittedRanker.ranked(
                    folds.get(FittedRanker.fold(example.question().user(), folds.size(), seed)),
                    example),
            tasks);
    return new FittedRanker(ranker, folds, quality, epochs, learning, seed, 0);
  }

  private static float[] platt(int[] counted, float[] logits, int[] labels, int task) {
    float[] z = new float[counted.length];
    boolean[] isHit = new boolean[counted.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = logits[counted[i]];
      isHit[i] = (labels[counted[i]] >> task & 1) != 0;
    }
    return Calibration.fit(z, isHit);
  }
}
